import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { SourceName } from '../../domain/source-name.ts'
import { JsonlFileSource } from '../../files/jsonl-file-source.ts'
import { BatchWriter } from '../../pipeline/commit/batch-writer.ts'
import { type StoreOutagePolicy, throughStoreOutages } from '../../pipeline/commit/through-store-outages.ts'
import { RunSummary } from '../../pipeline/run-summary.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { haltOf } from '../shared/halt-of.ts'
import { printRun } from '../shared/run-report.ts'
import { showDashboard } from '../shared/show-dashboard.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import { warnIfNotSeeded } from '../shared/warn-if-not-seeded.ts'
import type { ReplayOptions } from './replay-options.ts'
import { ReplayProgress } from './replay-progress.ts'

/** Batches are garbage soon after their commit: a young generation that grows to hold them costs 30 to 40 MB (docs/performance.md). */
const SMALL_YOUNG_GENERATION = '--semi-space-growth-factor=1'

/** `axon replay`: one file through the pipeline. Returns the exit code. */
export async function replay(file: string, options: ReplayOptions): Promise<number> {
  setFlagsFromString(SMALL_YOUNG_GENERATION)
  const source = await JsonlFileSource.open(file)
  const database = await openDatabase(options.database).catch(async (error) => {
    await source.close()
    throw error
  })
  const stop = new StopSignals()
  // What is being waited for (standard input, say) does not come any more.
  stop.signal.addEventListener('abort', () => void source.close())
  const summary = new RunSummary()
  const startedAt = performance.now()
  let elapsedMs = 0
  let failure: unknown
  try {
    const outages = { retries: options.retries, listener: summary.listen, signal: stop.signal }
    await throughStoreOutages(database, outages, () => warnIfNotSeeded(database))
    await runThrough(source, database, summary, options, stop)
  } catch (error) {
    const isInterruptedRetry = stop.signal.aborted && error instanceof Error && error.name === 'AbortError'
    if (!isInterruptedRetry) failure = haltOf(error, database)
  } finally {
    elapsedMs = performance.now() - startedAt
    stop.release()
    await source.close()
    await database.close()
  }
  const totals = summary.totals()
  if (failure === undefined || totals.read > 0) {
    printRun({ source: source.at.source, skipped: source.skipped, elapsedMs, ...totals }, options)
  }
  if (failure !== undefined) throw failure
  if (stop.exitCode !== undefined) return stop.exitCode
  return options.failOnDeadLetter && totals.deadLetter > 0 ? 3 : 0
}

async function runThrough(
  source: JsonlFileSource,
  database: Database,
  summary: RunSummary,
  options: ReplayOptions,
  stop: StopSignals,
): Promise<void> {
  const { retries, batchSize, fromStart = false } = options
  const stdinIsSource = !new SourceName(source.at.source).canBeReadAgain
  const dashboard = await showDashboard(options, {
    mode: 'replay',
    source: source.at.source,
    database,
    stdinIsSource,
    progress: () => replayed(source),
    stopping: stop.signal,
  })
  const progress = dashboard ?? new ReplayProgress(source)
  const outages: StoreOutagePolicy = {
    retries,
    signal: stop.signal,
    listener: (event) => {
      summary.listen(event)
      progress.listen(event)
    },
  }
  const writer = new BatchWriter(database, outages)
  try {
    // Another process may hold it for a while: one that was killed, and whose last commit still runs.
    const stored = await throughStoreOutages(database, outages, () => database.position(source.at))
    for await (const slice of source.slices(stored, { batchSize, fromStart })) {
      await writer.write([slice])
      await nextTurn() // lets signals in: with SQLite nothing else gives up the event loop
      await dashboard?.gate.open(stop.signal)
      if (stop.signal.aborted) break
    }
  } finally {
    await progress.end()
  }
}

function replayed({ progress, skipped }: JsonlFileSource) {
  const { bytesRead, totalBytes } = progress
  return { share: totalBytes ? bytesRead / totalBytes : null, skipped }
}
