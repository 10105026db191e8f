import { approvedCount } from './approved-count.ts'
import { entrySequences } from './entry-sequences.ts'
import { eventRevisions } from './event-revisions.ts'
import type { Invariant } from './invariant.ts'
import { purchaseOccurrences } from './purchase-occurrences.ts'
import { rejectReasons } from './reject-reasons.ts'
import { sourcePositions } from './source-positions.ts'
import { stockBalance } from './stock-balance.ts'
import { userSummaries } from './user-summaries.ts'

/** The promises that `axon verify` checks, in the order of CONTRACT §5. */
export const invariants: readonly Invariant[] = [
  stockBalance,
  approvedCount,
  entrySequences,
  purchaseOccurrences,
  userSummaries,
  rejectReasons,
  sourcePositions,
  eventRevisions,
]
