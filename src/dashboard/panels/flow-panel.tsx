import { formatCount } from '../../domain/format-count.ts'
import { SAMPLE_MS } from '../../live-view/bounds.ts'
import type { DashboardState, Flow } from '../../live-view/dashboard-state.ts'
import { formatSpan } from '../../live-view/format.ts'
import { totalLag } from '../../live-view/run-phase.ts'
import { fitCells } from '../text/fit-cells.ts'
import { sparkline } from '../text/sparkline.ts'
import { PanelFrame } from './panel-frame.tsx'
import type { PanelProps } from './panel-props.ts'

/** More lines than that say no more about throughput. */
const TALLEST_SPARKLINE = 8

/** How fast messages go through, and what a batch costs. */
export function FlowPanel({ state, width, height, isFocused, paint }: PanelProps) {
  const inner = { width: width - 4, height: height - 2 }
  const facts = factLines(state, inner.width, inner.height)
  const tall = Math.max(1, Math.min(TALLEST_SPARKLINE, inner.height - facts.length))
  const chart = sparkline(state.flow.throughput, inner.width, tall).map((line) => paint('accent', line))
  const lines = [...chart, ...facts.map((fact) => fitCells(fact, inner.width))]
  const note = `${formatCount(Math.round(perSecond(state.flow)))}/s`
  return <PanelFrame {...{ lines, note, width, height, isFocused, paint }} title="5 Flow" />
}

/** With this many lines there is room for all the facts, by what they are about. */
const ALL_FROM_HEIGHT = 6

/** From here on there is room to say what the percentiles are of. */
const COMMIT_FROM_WIDTH = 44

/** The picture is what the panel is for: it has at least a line. No fact is cut; the least telling are left out. */
function factLines(state: DashboardState, width: number, height: number): string[] {
  const { flow, watched } = state
  const lag = totalLag(state)
  const mean = `mean ${formatCount(Math.round(meanOf(flow.throughput)))}/s`
  const peak = `peak ${formatCount(Math.round(Math.max(0, ...flow.throughput)))}/s`
  const span = `last ${formatSpan(flow.throughput.length * SAMPLE_MS)}`
  if (watched.mode === 'watch') return packed([mean, peak, span], width, 1)
  const batch = `batch ${formatCount(flow.lastBatchSize)}`
  const times = `p50 ${percentile(flow.commitMs, 0.5)}  p99 ${percentile(flow.commitMs, 0.99)}`
  const commit = width >= COMMIT_FROM_WIDTH ? `commit ${times}` : times
  const batches = counted(flow.batches, 'batch', 'batches')
  const retries = counted(flow.retries, 'retry', 'retries')
  const answers = requestFacts(state)
  const behaviors = behaviorFacts(state)
  const behind = lag === null ? [] : [`lag ${formatCount(lag)}`]
  if (height < ALL_FROM_HEIGHT) {
    const outage = state.behaviorLog?.outage ? ['behaviour log away'] : []
    const troubles = [...outage, ...behind, ...(flow.retries > 0 ? [retries] : [])]
    return packed([...answers, batch, commit, peak, ...troubles, batches], width, Math.min(2, height - 1))
  }
  const groups = [
    [mean, peak, span],
    [batch, commit],
    [batches, retries, ...behind],
  ]
  const ofBehaviors = packed(behaviors, width, 1)
  return [...packed(answers, width, 2), ...ofBehaviors, ...groups.flatMap((group) => packed(group, width, 1))]
}

/** What becomes of behaviours; nothing while none have come. Why the log is away stands in the log below. */
function behaviorFacts({ behaviorLog }: DashboardState): readonly string[] {
  if (!behaviorLog) return []
  const { kept, refused, sentAway, waiting, oldestWaitMs, outage } = behaviorLog
  if (kept + refused + sentAway + waiting === 0 && outage === null) return []
  return [
    ...(outage === null ? [] : ['behaviour log away']),
    counted(kept, 'behaviour', 'behaviours'),
    ...(waiting > 0 ? [`${formatCount(waiting)} wait (${formatSpan(oldestWaitMs)})`] : []),
    ...(sentAway > 0 ? [`${formatCount(sentAway)} sent away`] : []),
    ...(refused > 0 ? [`${formatCount(refused)} refused`] : []),
  ]
}

/** What users of a service notice: how many are served, how soon they have their answer, and how many wait for it. */
function requestFacts({ requests }: DashboardState): readonly string[] {
  if (!requests) return []
  const { perSecond, latencyMs, waiting, streams } = requests
  return [
    `${formatCount(Math.round(perSecond))} requests/s`,
    `answer p50 ${percentile(latencyMs, 0.5)}  p99 ${percentile(latencyMs, 0.99)}`,
    `${formatCount(waiting)} waiting`,
    ...(streams > 0 ? [counted(streams, 'stream', 'streams')] : []),
  ]
}

/** As many whole facts as these lines hold, in their order. */
function packed(facts: readonly string[], width: number, most: number): string[] {
  const lines: string[] = []
  for (const fact of facts) {
    const index = lines.findIndex((line) => line.length + SEPARATOR.length + fact.length <= width)
    if (index >= 0) lines[index] += `${SEPARATOR}${fact}`
    else if (lines.length < most && fact.length <= width) lines.push(fact)
  }
  return lines
}

const SEPARATOR = ' · '

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

const perSecond = ({ throughput }: Flow): number => {
  const newest = throughput.slice(-2)
  return meanOf(newest)
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

function percentile(values: readonly number[], share: number): string {
  if (values.length === 0) return '–'
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return value < 10 ? `${value.toFixed(1)} ms` : formatSpan(value)
}
