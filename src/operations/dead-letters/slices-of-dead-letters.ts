import type { SourceMessage, SourceSlice } from '../../pipeline/source-slice.ts'
import type { DeadLetterRow } from '../../reads/dead-letters/dead-letter-row.ts'

/** Dead letters as slices that retry them: each run of rows from one partition, and of one kind, is a slice. */
export function slicesOfDeadLetters(rows: readonly DeadLetterRow[]): SourceSlice[] {
  const runs: DeadLetterRow[][] = []
  for (const row of rows) {
    const run = runs.at(-1)
    if (run?.[0] && isSameSlice(run[0], row)) run.push(row)
    else runs.push([row])
  }
  return runs.flatMap((run) => {
    const [first] = run
    if (!first) return []
    const { source, partition, messageKind } = first
    return {
      at: { source, partition },
      messageKind,
      messages: run.map(messageOf),
      claim: { kind: 'retry', deadLetterIds: run.map(({ id }) => id) },
    }
  })
}

function isSameSlice(a: DeadLetterRow, b: DeadLetterRow): boolean {
  return a.source === b.source && a.partition === b.partition && a.messageKind === b.messageKind
}

/** What asked "now" meant the time at which it was read, not that of the retry. */
function messageOf({ offset, messageKey, payload, recordTime, createdAt }: DeadLetterRow): SourceMessage {
  return { offset, key: messageKey, value: payload, recordTime: recordTime ?? createdAt }
}
