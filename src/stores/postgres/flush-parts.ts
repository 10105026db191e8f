import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Changes } from '../../pipeline/changes.ts'
import type { SourceIds } from '../columns/row-ids.ts'
import { allEnded } from './all-ended.ts'
import { type PostgresConnection, sentTogether } from './connection.ts'
import { flush } from './flush.ts'
import { type BoundStatement, run } from './statements.ts'

/** Smaller parts cost more statements than the server's waiting. */
export const MESSAGES_OF_A_PART = 1_250

/** What writes a batch: statements on their way, and those that leave with the COMMIT. */
export interface FlushedParts {
  /** Answers of what was sent; it throws the first refusal. */
  readonly sent: Promise<unknown>
  readonly last: readonly BoundStatement[]
}

/** Sends what a part changed before the next one is decided, so that the server writes meanwhile; what the last one changed is left. */
export async function flushParts(
  connection: PostgresConnection,
  parts: Iterable<Changes>,
  sources: SourceIds,
): Promise<FlushedParts> {
  const sent: Promise<unknown>[] = []
  let last: readonly BoundStatement[] = []
  for (const changes of parts) {
    if (last.length > 0) {
      const earlier = last
      const answers = sentTogether(connection, () => earlier.map((one) => run(connection, one, one.values)))
      // A refusal is not lost: it is thrown once all is sent, and the server refuses the COMMIT.
      for (const answer of answers) answer.catch(() => {})
      sent.push(...answers)
      await nextTurn() // a large message leaves as the server takes it in
    }
    last = flush(changes, sources)
  }
  const answered = allEnded(sent)
  answered.catch(() => {})
  return { sent: answered, last }
}
