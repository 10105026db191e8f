import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import type { Asked, ReaderStart, Replied } from './reader-messages.ts'

/** The thread that reads: whatever a statement takes, nobody but those who asked for it waits. */
const port = parentPort!
const { path } = workerData as ReaderStart
const BUSY_TIMEOUT_MS = 2_000

let connection: BetterSqlite3.Database | null = null

function rowsOf({ text, parameters }: Asked): readonly Readonly<Record<string, unknown>>[] {
  connection ??= new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  const statement = connection.prepare(text)
  const given = parameters.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value))
  if (statement.reader) return statement.all(...given) as Readonly<Record<string, unknown>>[]
  // A transaction that begins or ends.
  statement.run(...given)
  return []
}

port.on('message', (asked: Asked) => {
  let replied: Replied
  try {
    replied = { id: asked.id, rows: rowsOf(asked) }
  } catch (error) {
    const { code = 'SQLITE_ERROR', message } = error as Error & { readonly code?: string }
    replied = { id: asked.id, code, message }
  }
  port.postMessage(replied)
})
