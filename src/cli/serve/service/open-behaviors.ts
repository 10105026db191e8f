import { OnceSink } from '../../../behavior-log/once-sink.ts'
import { openSink } from '../../../behavior-log/open-sink.ts'
import { DEFAULT_SINK_PLACE } from '../../../behavior-log/place/sink-place.ts'
import { UrlCleaner } from '../../../behavior-log/privacy/url-cleaner.ts'
import type { SinkEvent } from '../../../behavior-log/sink.ts'
import { DROPPED_QUERY } from '../../../domain/privacy/dropped-query.ts'
import { KnownRevisions } from '../../../http/occurrences/known-revisions.ts'
import type { Services } from '../../../http/routes/services.ts'
import type { BehaviorLogState } from '../../../live-view/dashboard-state.ts'
import { BehaviorMetrics } from '../../../monitoring/behavior-metrics.ts'
import type { ConsumeMetrics } from '../../../monitoring/consume-metrics.ts'
import type { ServeLog } from '../../../monitoring/serve-log.ts'
import type { Database } from '../../../stores/database.ts'
import { BehaviorLogTally } from './behavior-log-tally.ts'
import type { EntryServiceOptions } from './entry-service-options.ts'

/** What the routes take behaviours with. */
export type Behaviors = Pick<Services, 'occurrences' | 'onBehavior'> & {
  /** For the dashboard. */
  readonly behaviorLog: () => BehaviorLogState
}

/** Where behaviours go, and what metrics and log hear of it. @throws HaltError if it can't be used. */
export async function openBehaviors(
  database: Database,
  { registry }: ConsumeMetrics,
  { behaviorLog, sinkConnections, dropQuery, log }: EntryServiceOptions,
): Promise<Behaviors> {
  const metrics = new BehaviorMetrics(registry)
  const tally = new BehaviorLogTally()
  const place = behaviorLog ?? DEFAULT_SINK_PLACE
  const sink = await openSink(place, {
    isDefault: behaviorLog === undefined,
    connections: sinkConnections,
    listener: (event) => {
      metrics.listen(place.kind, event)
      tally.listen(event)
      tell(log, event)
    },
  })
  metrics.watch(sink)
  return {
    occurrences: {
      revisions: new KnownRevisions(database),
      cleaner: new UrlCleaner(`${DROPPED_QUERY},${dropQuery ?? ''}`),
      sink: new OnceSink(sink),
    },
    behaviorLog: () => tally.state(sink),
    onBehavior: (answer) => metrics.behavior(answer.outcome, 'reason' in answer ? answer.reason : ''),
  }
}

function tell(log: ServeLog, event: SinkEvent): void {
  if (event.type === 'away')
    log.write('warn', 'behavior-log-away', `the behaviour log takes nothing: ${event.problem}`)
  if (event.type === 'back') log.write('info', 'behavior-log-back', 'the behaviour log takes documents again')
  if (event.type === 'unprepared') log.write('warn', 'behavior-log-unprepared', event.advice)
  if (event.type === 'refused') {
    const { document, reason } = event.refused[0]!
    const fields = { documents: event.refused.length, id: document.id }
    log.write('warn', 'behavior-refused', `the behaviour log refuses documents: ${reason}`, fields)
  }
  if (event.type === 'recovered') {
    const { runs, tornLines } = event
    const message = `the behaviour log of ${runs} killed runs is in order; torn last lines that were cut: ${tornLines}`
    log.write('info', 'behavior-log-recovered', message, { runs, tornLines })
  }
}
