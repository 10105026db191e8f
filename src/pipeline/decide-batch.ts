import { type DeadLetter, deadLetter, type Outcome } from '../domain/outcome.ts'
import { errorText } from '../messages/error-text.ts'
import type { MessageHandler } from './message-handler.ts'
import type { DecidedRequest } from './pipeline-event.ts'
import type { Request } from './request.ts'
import type { LoadedRows } from './rows.ts'
import { UnitOfWork } from './unit-of-work.ts'

/** Messages that the database refused, with what it said. */
export type Condemned = ReadonlyMap<Request, Error>

export interface DecidedBatch {
  readonly work: UnitOfWork
  readonly decided: readonly DecidedRequest[]
}

/** Decides the requests one after the other on the rows loaded. Plain and synchronous: no database, no clock. */
export function decideBatch(
  requests: readonly Request[],
  rows: LoadedRows,
  handler: MessageHandler,
  processedAt: number,
  condemned: Condemned,
): DecidedBatch {
  const work = new UnitOfWork(rows)
  const decided: DecidedRequest[] = []
  for (const request of requests) {
    const refusal = condemned.get(request)
    const outcome = refusal ? refused(refusal) : handler.handle(request, work, processedAt)
    keepDeadLetter(request, outcome, work)
    decided.push({ request, outcome })
  }
  return { work, decided }
}

function refused(error: Error): DeadLetter {
  return deadLetter('HANDLER_ERROR', `the database refused it: ${error.message}`)
}

function keepDeadLetter(request: Request, outcome: Outcome, { changes }: UnitOfWork): void {
  if (outcome.outcome === 'dead_letter') {
    const bounded = deadLetter(outcome.reason, errorText(outcome.error))
    changes.deadLetters.push({ request, deadLetter: bounded })
  } else if (request.deadLetterId !== null) {
    changes.retriedDeadLetters.push(request.deadLetterId)
  }
}
