/** Whose entry, and for which activity: there is one at most. */
export interface EntryKey {
  readonly campaignActivityId: number
  readonly userId: number
}

/** Tells keys apart. */
export const entryKeyText = ({ campaignActivityId, userId }: EntryKey): string =>
  `${campaignActivityId} ${userId}`
