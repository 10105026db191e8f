import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JsonlFileSource } from '../src/files/jsonl-file-source.ts'
import { BatchWriter } from '../src/pipeline/commit/batch-writer.ts'
import { RunSummary, type RunTotals } from '../src/pipeline/run-summary.ts'
import type { MessageHandler } from '../src/pipeline/services/message-handler.ts'
import type { Database } from '../src/stores/database.ts'

export interface ReplayLinesOptions {
  readonly batchSize?: number
  readonly fromStart?: boolean
  readonly handler?: MessageHandler
  readonly retries?: number
}

/** Runs a file through the pipeline, as `axon replay` does, in this process. */
export async function replayFile(
  database: Database,
  file: string,
  { batchSize = 1_000, fromStart = false, handler, retries = 0 }: ReplayLinesOptions = {},
): Promise<RunTotals & { readonly skipped: number }> {
  const source = await JsonlFileSource.open(file)
  const summary = new RunSummary()
  const writer = new BatchWriter(database, {
    retries,
    listener: summary.listen,
    ...(handler ? { handler } : {}),
  })
  try {
    for await (const slice of source.slices(await database.position(source.at), { batchSize, fromStart })) {
      await writer.write([slice])
    }
    return { ...summary.totals(), skipped: source.skipped }
  } finally {
    await source.close()
  }
}

/** Lines (JSON values, or bytes as they are) as a file that is gone afterwards; `work` gets its path. */
export async function withLines<T>(
  lines: readonly (object | string | Buffer)[],
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'axon-lines-'))
  try {
    const file = join(folder, 'messages.jsonl')
    await writeFile(file, Buffer.concat(lines.flatMap((line) => [bytesOf(line), Buffer.from('\n')])))
    return await work(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function bytesOf(line: object | string | Buffer): Buffer {
  if (Buffer.isBuffer(line)) return line
  return Buffer.from(typeof line === 'string' ? line : JSON.stringify(line))
}
