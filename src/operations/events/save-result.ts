import type { Problem } from '../../conditions/problem.ts'
import type { StoredEventRow } from './event-row.ts'

/** What became of saving an event (CONTRACT §12). Nothing was changed unless it is saved. */
export type SaveResult =
  | {
      readonly kind: 'saved'
      readonly event: StoredEventRow
      /** False: it said so already. */
      readonly isChanged: boolean
      readonly warnings: readonly Problem[]
    }
  | { readonly kind: 'refused'; readonly errors: readonly Problem[]; readonly warnings: readonly Problem[] }
  /** Somebody else saved it since the revision that this change was made from. */
  | { readonly kind: 'conflict'; readonly stored: StoredEventRow }
  | { readonly kind: 'missing' }
