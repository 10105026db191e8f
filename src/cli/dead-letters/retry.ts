import { oneLineError, terminalJson } from '../../domain/shown-text.ts'
import { countsText } from '../../domain/text/counts-text.ts'
import { tryingAgain } from '../../monitoring/trying-again.ts'
import {
  type RetrySummary,
  retryDeadLetters as retry,
} from '../../operations/dead-letters/retry-dead-letters.ts'
import type { BatchRetrying, PipelineEvent } from '../../pipeline/pipeline-event.ts'
import { countDeadLetters } from '../../reads/dead-letters/dead-letters.ts'
import { haltOf } from '../shared/halt-of.ts'
import { CountProgress } from '../shared/progress/count-progress.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import { type CountedLine, countedLines } from '../shared/tables/counted-lines.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { RetryCommandOptions } from './dead-letters-options.ts'
import { refuseUnknownIds } from './refuse-unknown-ids.ts'

/** `axon dead-letters retry`: 0 also if some fail again, which is a result. Returns the exit code. */
export async function retryDeadLetters(
  ids: readonly number[],
  options: RetryCommandOptions,
): Promise<number> {
  const { reason, source, retries } = options
  return usingDatabase(options.database, async (database) => {
    const notPending = await refuseUnknownIds(database, ids)
    const stop = new StopSignals()
    try {
      const filter = { reason, source, ids: ids.length > 0 ? ids : undefined }
      const pending = await countDeadLetters(database, { ...filter, status: 'PENDING' })
      const progress = new CountProgress('dead letters', pending)
      const listener = (event: PipelineEvent): void => {
        if (event.type === 'batch-committed') progress.add(event.decided.length)
        else if (event.type === 'batch-retrying') progress.say(outageText(event))
      }
      const policy = { retries, signal: stop.signal, listener }
      const summary = await retry(database, filter, policy).finally(() => progress.end())
      const report = { ...summary, notPending }
      process.stdout.write(`${options.json ? terminalJson(report) : asText(report)}\n`)
    } catch (error) {
      const isInterruptedRetry = stop.signal.aborted && error instanceof Error && error.name === 'AbortError'
      if (!isInterruptedRetry) throw haltOf(error, database)
    } finally {
      stop.release()
    }
    return stop.exitCode ?? 0
  })
}

const outageText = (event: BatchRetrying): string =>
  `${oneLineError(event.error.message)}: ${tryingAgain(event)}`

function asText(report: RetrySummary & { readonly notPending: number }): string {
  const lines: CountedLine[] = [
    [
      report.retried,
      `retried: ${report.approved} approved, ${report.rejected} rejected, ${report.duplicate} duplicate, ${report.recorded} recorded`,
    ],
    [report.failedAgain, `failed again and stay PENDING${countsText(report.deadLetterByReason, [': ', ''])}`],
  ]
  if (report.cannotBeRetried > 0) {
    lines.push([report.cannotBeRetried, 'stay as they are: too large, only their beginning was kept'])
  }
  if (report.takenByOthers > 0) lines.push([report.takenByOthers, 'taken by another process in the meantime'])
  if (report.notPending > 0) lines.push([report.notPending, 'left out: they are not PENDING'])
  return countedLines(lines, outputWidth()).join('\n')
}
