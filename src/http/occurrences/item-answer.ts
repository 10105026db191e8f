/** Why an item is not taken (CONTRACT §14). `HANDLER_ERROR`: a bug, met where it was to be recorded. */
export type ItemRefusal =
  | 'NOT_MATCHED'
  | 'UNKNOWN_EVENT'
  | 'INACTIVE_EVENT'
  | 'BUSINESS_TRIGGER'
  | 'INVALID'
  | 'HANDLER_ERROR'

/** What became of one item. */
export type ItemAnswer =
  | { readonly outcome: 'accepted' | 'duplicate' }
  | { readonly outcome: 'refused'; readonly reason: ItemRefusal; readonly detail?: string }

export const ACCEPTED: ItemAnswer = { outcome: 'accepted' }

export const refused = (reason: ItemRefusal, detail?: string): ItemAnswer => ({
  outcome: 'refused',
  reason,
  ...(detail !== undefined && { detail }),
})
