import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { type CsvColumn, csvHead, csvRow } from '../../../domain/text/csv.ts'
import { recordChanges } from '../../../operations/changes/record-changes.ts'
import { type ListedEntry, listEntries } from '../../../reads/entries/list-entries.ts'
import type { RouteRequest } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { idOrNone } from '../given-id.ts'
import { authorOf } from '../operator-of.ts'

/** Rows that are read at once: some milliseconds. */
const PAGE_ROWS = 1_000

const COLUMNS: readonly CsvColumn<ListedEntry>[] = [
  ['activityId', ({ activityId }) => activityId],
  ['activityName', ({ activityName }) => activityName],
  ['userId', ({ userId }) => userId],
  ['productId', ({ productId }) => productId],
  ['quantity', ({ quantity }) => quantity],
  ['price', ({ price }) => price],
  ['status', ({ status }) => status],
  ['rejectReason', ({ rejectReason }) => rejectReason],
  ['sequence', ({ sequence }) => sequence],
  ['requestedAt', ({ requestedAt }) => isoInstant(requestedAt)],
  ['processedAt', ({ processedAt }) => isoInstant(processedAt)],
]

/** Sends entries as CSV, page by page, once the log of changes has it that somebody took them. */
export async function exportEntries(
  { database, reads }: AdminServices,
  request: RouteRequest,
  reply: FastifyReply,
): Promise<null> {
  const { userId, activityId, status } = request.query
  const filter = { userId: idOrNone(userId), activityId: idOrNone(activityId), status }
  const author = authorOf(request)
  await database.transaction((query) =>
    recordChanges(query, database.dialect, author, [
      { action: 'export', subject: 'entries', subjectId: null, before: null, after: { ...filter } },
    ]),
  )
  async function* lines(): AsyncGenerator<string> {
    yield csvHead(COLUMNS)
    for (let afterId = 0; ; ) {
      const rows = await listEntries(reads.query, reads.dialect, { ...filter, afterId, limit: PAGE_ROWS })
      if (rows.length > 0) yield rows.map((row) => csvRow(COLUMNS, row)).join('')
      if (rows.length < PAGE_ROWS) return
      afterId = rows.at(-1)!.id
    }
  }
  reply.code(200)
  reply.header('cache-control', 'no-store')
  reply.header('content-type', 'text/csv; charset=utf-8')
  reply.header('content-disposition', 'attachment; filename="entries.csv"')
  await reply.send(Readable.from(lines()))
  return null
}
