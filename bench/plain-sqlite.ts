import { lineBatches } from './plain/line-batches.ts'
import type { PlainCommand } from './plain/plain-rules.ts'
import { sqliteRows } from './plain/sqlite-rows.ts'

/**
 * What a careful engineer would write without Axon: the same rows, written row by row as each message is decided, at the
 * same durability and batch size. No checks of the messages' form, no dead letters, no resume.
 *
 *     tsx bench/plain-sqlite.ts DATABASE FILE BATCH_SIZE
 *
 * The database must have been seeded by `axon seed`.
 */
const [, , databasePath = '', file = '', batchSize = '5000'] = process.argv
const source = `file:${file}`
const rows = sqliteRows(databasePath)

const processBatch = rows.inTransaction((lines: readonly string[], first: number) => {
  for (const [index, line] of lines.entries())
    rows.writeCommand(JSON.parse(line) as PlainCommand, first + index)
  rows.savePosition(source, first + lines.length)
})

for await (const { lines, first } of lineBatches(file, Number(batchSize))) processBatch(lines, first)
rows.close()
