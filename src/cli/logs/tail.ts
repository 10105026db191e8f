import type { BehaviorFilter } from '../../behavior-log/reading/behavior-filter.ts'
import type { KeptBehavior } from '../../behavior-log/reading/kept-behavior.ts'
import { openReader } from '../../behavior-log/reading/open-reader.ts'
import { escapedJson } from '../../domain/shown-text.ts'
import { printText } from '../shared/print-text.ts'
import { elasticsearchAuthorization } from '../shared/sinks/elasticsearch-authorization.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import { behaviorLine, HEAD } from './behavior-line.ts'
import { follow } from './follow.ts'
import type { TailOptions } from './logs-options.ts'

const LOOK_AGAIN_MS = { file: 500, elasticsearch: 1_000 }

/** `axon logs tail`. Returns the exit code. */
export async function tailLogs({
  from,
  lines,
  follow: isFollowed,
  json,
  ...wanted
}: TailOptions): Promise<number> {
  const { event: eventId, since, ...rest } = wanted
  const filter: BehaviorFilter = {
    ...rest,
    ...(eventId !== undefined && { eventId }),
    ...(since !== undefined && { since: Date.now() - since }),
  }
  const reader = openReader(from, { elasticsearch: elasticsearchAuthorization })
  const stop = isFollowed ? new StopSignals() : null
  const width = outputWidth()
  const textOf = (behaviors: readonly KeptBehavior[]): string =>
    behaviors
      .map((behavior) => `${json ? escapedJson(behavior.json) : behaviorLine(behavior, width)}\n`)
      .join('')

  async function* pieces(): AsyncGenerator<string> {
    const newest = await reader.newest(filter, lines)
    if (!json && newest.length === 0 && !stop) yield 'no behaviours\n'
    else if (!json) yield `${HEAD}\n`
    yield textOf(newest)
    if (!stop) return
    const following = { filter, lookEveryMs: LOOK_AGAIN_MS[from.kind], signal: stop.signal }
    for await (const behaviors of follow(reader, following)) yield textOf(behaviors)
  }

  try {
    await printText(pieces())
  } finally {
    stop?.release()
    await reader.close()
  }
  return stop?.exitCode ?? 0
}
