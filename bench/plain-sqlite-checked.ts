import { checkedCommand } from './plain/checked-command.ts'
import { lineBatches } from './plain/line-batches.ts'
import { sqliteRows } from './plain/sqlite-rows.ts'

/**
 * As plain-sqlite.ts, but for messages that may be anything: each is parsed and its fields checked by hand-written code, and what is
 * wrong is kept aside with its reason. No resume, no retries, no reports.
 *
 *     tsx bench/plain-sqlite-checked.ts DATABASE FILE BATCH_SIZE
 *
 * The database must have been seeded by `axon seed`.
 */
const [, , databasePath = '', file = '', batchSize = '5000'] = process.argv
const source = `file:${file}`
const rows = sqliteRows(databasePath)

const processBatch = rows.inTransaction((lines: readonly string[], first: number) => {
  const readAt = Date.now()
  for (const [index, line] of lines.entries()) {
    const command = checkedCommand(line, readAt)
    const problem = typeof command === 'string' ? command : rows.writeCommand(command, first + index)
    if (problem !== null) rows.writeDeadLetter(source, first + index, line, problem)
  }
  rows.savePosition(source, first + lines.length)
})

for await (const { lines, first } of lineBatches(file, Number(batchSize))) processBatch(lines, first)
rows.close()
