import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import { type DeadLetter, deadLetter, type Outcome } from '../domain/outcome.ts'
import { errorText } from '../domain/shown-text.ts'
import type { BatchMessage } from './batch-message.ts'
import type { DecidedMessage } from './pipeline-event.ts'
import type { LoadedRows } from './rows.ts'
import type { MessageHandler } from './services/message-handler.ts'
import { UnitOfWork } from './unit-of-work.ts'

/** Messages that the database refused, with what it said. */
export type Condemned = ReadonlyMap<BatchMessage, Error>

export interface DecidedBatch {
  readonly work: UnitOfWork
  readonly decided: readonly DecidedMessage[]
}

/** Decides the messages one after the other on the rows loaded. Plain and synchronous: no database, no clock. */
export function decideBatch(
  messages: readonly BatchMessage[],
  rows: LoadedRows,
  handler: MessageHandler,
  processedAt: number,
  condemned: Condemned,
): DecidedBatch {
  const work = new UnitOfWork(rows)
  const decided: DecidedMessage[] = []
  for (const request of messages) {
    const refusal = condemned.get(request)
    const outcome = refusal ? refused(refusal) : handler.handle(request, work, processedAt)
    keepDeadLetter(request, outcome, work)
    decided.push({ request, outcome, entry: entryOf(request, work) })
  }
  return { work, decided }
}

function refused(error: Error): DeadLetter {
  return deadLetter('HANDLER_ERROR', `the database refused it: ${error.message}`)
}

function keepDeadLetter(request: BatchMessage, outcome: Outcome, { changes }: UnitOfWork): void {
  if (outcome.outcome === 'dead_letter') {
    if (request.slice.isAnswered && outcome.reason !== 'HANDLER_ERROR') return
    const bounded = deadLetter(outcome.reason, errorText(outcome.error))
    changes.deadLetters.push({ request, deadLetter: bounded })
  } else if (request.deadLetterId !== null) {
    changes.retriedDeadLetters.push(request.deadLetterId)
  }
}

/** The user's entry as this message left it, for whoever waits for the answer. */
function entryOf({ message, slice }: BatchMessage, work: UnitOfWork): CampaignActivityEntry | null {
  if (!slice.isAnswered || !('kind' in message) || message.kind !== 'command') return null
  return work.savedEntry(message.campaignActivityId, message.userId)
}
