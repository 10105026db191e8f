import { readStatus } from '../../reads/status/status.ts'
import { StatusReader } from '../../reads/status/status-reader.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'
import { printText } from '../shared/print-text.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import { readingDatabase } from '../shared/using-database.ts'
import { statusCsv } from './status-csv.ts'
import { statusJson } from './status-json.ts'
import { statusLines } from './status-lines.ts'
import type { StatusCommandOptions } from './status-options.ts'
import { watchStatus } from './watch-status.ts'

/** Rows of a list that are looked through on a terminal. */
const ROWS_ON_TERMINAL = 20

/** Characters of names in tables, where each row is as wide as the widest; `--json` and `--csv` have them whole. */
const NAME_LENGTH = 300

/** Rows that are held at once of lists that are printed whole. */
const PAGE_ROWS = 500

/** `axon status`. Returns the exit code. */
export async function status(options: StatusCommandOptions): Promise<number> {
  return readingDatabase(options.database, async (database) => {
    if (options.watch === undefined) {
      await print(database, options, printText)
      return 0
    }
    return watchStatus(database, options.watch, async () => {
      const pieces: string[] = []
      await print(database, options, async (read) => {
        for await (const piece of read) pieces.push(piece)
      })
      return pieces.join('')
    })
  })
}

/** Hands over what is to be printed, its last line end included. */
async function print(
  database: Database,
  { activity, json, csv, limit }: StatusCommandOptions,
  write: (pieces: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  const { dialect, displayUrl } = database
  if (json || csv) {
    await database.snapshot(async (query) => {
      const reader = new StatusReader({ query, dialect }, { activityId: activity, pageRows: PAGE_ROWS })
      refuseUnknown(activity, (await reader.counts()).activities)
      await write(csv ? statusCsv(reader, csv) : statusJson(reader, displayUrl))
    })
    return
  }
  const rows = limit ?? (process.stdout.isTTY ? ROWS_ON_TERMINAL : Number.POSITIVE_INFINITY)
  const found = await readStatus(database, { activityId: activity, limit: rows, nameLength: NAME_LENGTH })
  refuseUnknown(activity, found.activities.length)
  const options = { isOfOne: activity !== undefined, width: outputWidth(), limit: rows }
  await write(inPieces(statusLines(found, options)))
}

function refuseUnknown(activity: number | undefined, found: number): void {
  if (activity === undefined || found > 0) return
  throw new CommandError(`campaign activity ${activity} does not exist: \`axon status\` shows all`)
}

/** So many lines at once: all of them may be a hundred megabytes. */
const PIECE_LINES = 500

async function* inPieces(lines: Iterable<string>): AsyncGenerator<string> {
  let piece: string[] = []
  for (const line of lines) {
    piece.push(line, '\n')
    if (piece.length < 2 * PIECE_LINES) continue
    yield piece.join('')
    piece = []
  }
  yield piece.join('')
}
