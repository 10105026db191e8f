import type { CampaignActivityEntry } from '../domain/campaign-activity-entry.ts'
import { type DeadLetter, deadLetter, type Outcome } from '../domain/outcome.ts'
import { errorText } from '../domain/shown-text.ts'
import type { BatchMessage } from './batch-message.ts'
import type { Changes } from './changes.ts'
import type { DecidedMessage } from './pipeline-event.ts'
import type { LoadedRows } from './rows.ts'
import type { MessageHandler } from './services/message-handler.ts'
import { UnitOfWork } from './unit-of-work.ts'

/** Messages that the database refused, with what it said. */
export type Condemned = ReadonlyMap<BatchMessage, Error>

/** The messages of a batch, decided one after the other on the rows loaded. Plain and synchronous: no database, no clock. */
export class DecidedBatch {
  readonly work: UnitOfWork
  readonly decided: DecidedMessage[] = []
  readonly #handler: MessageHandler
  readonly #processedAt: number
  readonly #condemned: Condemned

  constructor(rows: LoadedRows, handler: MessageHandler, processedAt: number, condemned: Condemned) {
    this.work = new UnitOfWork(rows)
    this.#handler = handler
    this.#processedAt = processedAt
    this.#condemned = condemned
  }

  /** Decides the messages in their order, and yields what changes, part by part. */
  *changes(messages: readonly BatchMessage[], messagesOfAPart: number): Generator<Changes, void> {
    for (let at = 0; at < messages.length; at += messagesOfAPart) {
      for (const request of messages.slice(at, at + messagesOfAPart)) this.#decide(request)
      yield this.work.takeChanges(at + messagesOfAPart >= messages.length)
    }
  }

  #decide(request: BatchMessage): void {
    const { work } = this
    const refusal = this.#condemned.get(request)
    const outcome = refusal ? refused(refusal) : this.#handler.handle(request, work, this.#processedAt)
    keepDeadLetter(request, outcome, work)
    this.decided.push({ request, outcome, entry: entryOf(request, work) })
  }
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
