import { formatCount } from '../../domain/format-count.ts'
import { shownLine } from '../../domain/shown-text.ts'
import { SourceName } from '../../domain/source-name.ts'
import { JsonlFileSource } from '../../files/jsonl-file-source.ts'
import { BatchWriter } from '../../pipeline/commit/batch-writer.ts'
import { type StoreOutagePolicy, throughStoreOutages } from '../../pipeline/commit/through-store-outages.ts'
import { decodedMeanwhile } from '../../pipeline/decode-ahead.ts'
import { RunSummary } from '../../pipeline/run-summary.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { collectForBatches } from '../shared/collect-for-batches.ts'
import { CommandError } from '../shared/command-error.ts'
import { haltOf } from '../shared/halt-of.ts'
import { printRun } from '../shared/run-report.ts'
import { showDashboard } from '../shared/show-dashboard.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import { warnIfNotSeeded } from '../shared/warn-if-not-seeded.ts'
import type { ReplayOptions } from './replay-options.ts'
import { ReplayProgress } from './replay-progress.ts'

/** `axon replay`: runs files through the pipeline, one after the other, each with its own summary. Returns the exit code. */
export async function replay(files: readonly string[], options: ReplayOptions): Promise<number> {
  collectForBatches()
  const sources = await openAll(files)
  const database = await openDatabase(options.database, { isBulk: true }).catch(async (error) => {
    await closeAll(sources)
    throw error
  })
  const stop = new StopSignals()
  // What is being waited for (standard input, say) does not come any more.
  stop.signal.addEventListener('abort', () => void closeAll(sources))
  let deadLetters = 0
  try {
    for (const source of sources) {
      deadLetters += await replayOne(source, database, options, stop, source === sources[0])
      if (stop.signal.aborted) break
    }
  } finally {
    stop.release()
    await closeAll(sources)
    await database.close()
  }
  if (stop.exitCode !== undefined) return stop.exitCode
  return options.failOnDeadLetter && deadLetters > 0 ? 3 : 0
}

/** Opens all of them, so that one that can't be read is refused before anything of the others is stored. */
async function openAll(files: readonly string[]): Promise<JsonlFileSource[]> {
  if (files.indexOf('-') !== files.lastIndexOf('-')) {
    throw new CommandError('standard input can be read only once: write - once', 2)
  }
  const sources: JsonlFileSource[] = []
  try {
    for (const file of files) sources.push(await JsonlFileSource.open(file))
    return sources
  } catch (error) {
    await closeAll(sources)
    throw error
  }
}

async function closeAll(sources: readonly JsonlFileSource[]): Promise<void> {
  for (const source of sources) await source.close()
}

/** Answers with the number of its dead letters. */
async function replayOne(
  source: JsonlFileSource,
  database: Database,
  options: ReplayOptions,
  stop: StopSignals,
  isFirst: boolean,
): Promise<number> {
  const summary = new RunSummary()
  const startedAt = performance.now()
  let failure: unknown
  try {
    const outages = { retries: options.retries, listener: summary.listen, signal: stop.signal }
    if (isFirst) await throughStoreOutages(database, outages, () => warnIfNotSeeded(database))
    await runThrough(source, database, summary, options, stop)
  } catch (error) {
    const isInterruptedRetry = stop.signal.aborted && error instanceof Error && error.name === 'AbortError'
    if (!isInterruptedRetry) failure = haltOf(error, database)
  }
  const elapsedMs = performance.now() - startedAt
  const totals = summary.totals()
  const { skipped, incomplete } = source
  for (const note of notesOn(source)) process.stderr.write(`axon: ${shownLine(note)}\n`)
  if (failure === undefined || totals.read > 0) {
    printRun({ source: source.at.source, skipped, incomplete, elapsedMs, ...totals }, options)
  }
  if (failure !== undefined) throw failure
  return totals.deadLetter
}

function notesOn({ name, lines, incomplete, exported }: JsonlFileSource): string[] {
  const notes: string[] = []
  if (exported > 0) {
    const are =
      exported === 1
        ? '1 line is an exported dead letter'
        : `${formatCount(exported)} lines are exported dead letters`
    notes.push(
      `${name}: ${are}: the messages inside were taken; their rows stay as they are, \`axon dead-letters discard\` settles them`,
    )
  }
  if (incomplete > 0) {
    notes.push(
      `${name}: line ${lines + 1} has no end and is no JSON yet: it may still be being written, and is left for the next run`,
    )
  }
  return notes
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
  let writing = Promise.resolve()
  let isWriting = false
  try {
    // Another process may hold it for a while: one that was killed, and whose last commit still runs.
    const stored = await throughStoreOutages(database, outages, () => database.position(source.at))
    for await (const slice of source.slices(stored, { batchSize, fromStart, takesExported: true })) {
      // Postgres writes one batch while the next is read and decoded.
      const ready = await decodedMeanwhile(slice, () => isWriting)
      await writing
      await dashboard?.gate.open(stop.signal)
      if (stop.signal.aborted) break
      isWriting = true
      writing = writer.write([ready]).finally(() => {
        isWriting = false
      })
      // Thrown where it is waited for: a stream may be silent for long.
      writing.catch(() => source.close())
    }
  } finally {
    await writing.finally(() => progress.end())
  }
}

function replayed({ progress, skipped }: JsonlFileSource) {
  const { bytesRead, totalBytes } = progress
  return { share: totalBytes ? bytesRead / totalBytes : null, skipped }
}
