import { SourceName } from '../../domain/source-name.ts'
import type { Changes } from '../../pipeline/changes.ts'
import { bigints, byteas, instants, texts } from './array-parameters.ts'
import type { PostgresConnection } from './connection.ts'
import { saveDeadLetters } from './flush-statements.ts'
import { run } from './statements.ts'

/** Keeps the dead letters of a batch, and what became of those that were retried. */
export async function flushDeadLetters(
  connection: PostgresConnection,
  { deadLetters, retriedDeadLetters }: Changes,
): Promise<void> {
  if (deadLetters.length + retriedDeadLetters.length === 0) return
  const kept = deadLetters.filter(({ request }) => request.deadLetterId === null)
  const failedAgain = deadLetters.filter(({ request }) => request.deadLetterId !== null)
  const requests = kept.map(({ request }) => request)
  const createdAt = Date.now()
  await run(connection, saveDeadLetters, [
    texts(requests.map(({ position }) => position.at.source)),
    bigints(requests.map(({ position }) => position.at.partition)),
    bigints(requests.map(({ raw }) => raw.offset)),
    byteas(requests.map(({ raw }) => raw.key)),
    byteas(requests.map(({ raw }) => raw.value)),
    texts(kept.map(({ deadLetter }) => deadLetter.reason)),
    texts(kept.map(({ deadLetter }) => deadLetter.error)),
    instants(requests.map(() => createdAt)),
    texts(requests.map(({ slice }) => slice.messageKind)),
    instants(requests.map(({ raw }) => raw.recordTime)),
    texts(
      requests.map(({ position, readAgain }) =>
        readAgain ? new SourceName(position.at.source).setAside(createdAt).text : null,
      ),
    ),
    bigints(failedAgain.map(({ request }) => request.deadLetterId)),
    texts(failedAgain.map(({ deadLetter }) => deadLetter.reason)),
    texts(failedAgain.map(({ deadLetter }) => deadLetter.error)),
    bigints(retriedDeadLetters),
  ])
}
