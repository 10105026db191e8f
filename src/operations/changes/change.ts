/** Something that a person changed, for the log (CONTRACT §11). Holds no secret. */
export interface Change {
  readonly action: 'create' | 'update' | 'revoke' | 'remove' | 'seed' | 'retry' | 'discard' | 'export'
  readonly subject:
    | ('api_key' | 'site' | 'product' | 'campaign' | 'campaign_activity' | 'event' | 'shop')
    | ('dead_letters' | 'entries')
  /** Null for what has no id. */
  readonly subjectId: number | null
  /** As JSON can hold it; null for what was not there before. */
  readonly before: unknown
  /** Null for what is not there any more. */
  readonly after: unknown
}
