import type { Database } from '../stores/database.ts'
import {
  type ExplainQuestion,
  readExplainedActivity,
  readExplainedEntry,
  readExplainedOccurrence,
  readLaterRequests,
} from './explained-rows.ts'
import type { Explanation } from './explanation.ts'
import { explanationSentence } from './explanation-sentence.ts'

/**
 * Why the user was approved or rejected, all of it as of one moment (CONTRACT §4 is silent; docs/adr/0006). Null if no request
 * of this user was decided for this activity.
 */
export async function explain(database: Database, question: ExplainQuestion): Promise<Explanation | null> {
  return database.snapshot(async (query) => {
    const asked = { query, dialect: database.dialect }
    const entry = await readExplainedEntry(asked, question)
    const activity = await readExplainedActivity(asked, question.activityId)
    if (!entry || !activity) return null
    const { entryId, source, partition, offset, stockSeen, approvedSeen, ...facts } = entry
    const { productId, productName, productStock, deadLetterId, ...decision } = facts
    const position = { source, partition, offset }
    const laterRequests = await readLaterRequests(asked, question)
    const explanation = {
      activity,
      product: { id: productId, name: productName, stock: productStock },
      userId: question.userId,
      outcome: decision.rejectReason === null ? ('approved' as const) : ('rejected' as const),
      ...decision,
      position,
      deadLetterId,
      seen: { stock: stockSeen, approved: approvedSeen },
      occurrence: await readExplainedOccurrence(asked, entryId),
      laterRequests: laterRequests.map(({ sourceId, ...later }) => ({
        requestedAt: later.requestedAt,
        outcome: later.outcome,
        rejectReason: later.rejectReason,
        position: { source: later.source, partition: later.partition, offset: later.offset },
        decided: sourceId === entry.sourceId && later.offset === offset,
      })),
    }
    const { sourceId: _, ...result } = explanation
    return { ...result, why: explanationSentence(result) }
  })
}
