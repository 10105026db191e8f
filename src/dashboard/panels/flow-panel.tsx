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

function factLines(state: DashboardState, width: number, height: number): string[] {
  const { flow, watched } = state
  const lag = totalLag(state)
  const lagText = lag === null ? [] : [`lag ${formatCount(lag)}`]
  const mean = `mean ${formatCount(Math.round(meanOf(flow.throughput)))}/s`
  const peak = `peak ${formatCount(Math.round(Math.max(0, ...flow.throughput)))}/s`
  const span = `last ${formatSpan(flow.throughput.length * SAMPLE_MS)}`
  if (watched.mode === 'watch') return [[mean, peak, ...(width >= 48 ? [span] : [])].join(' · ')]
  const batch = `batch ${formatCount(flow.lastBatchSize)}`
  const times = `p50 ${percentile(flow.commitMs, 0.5)}  p99 ${percentile(flow.commitMs, 0.99)}`
  const commit = `commit ${times}`
  const rest = [
    counted(flow.batches, 'batch', 'batches'),
    counted(flow.retries, 'retry', 'retries'),
    ...lagText,
  ]
  if (height >= 6) return [[mean, peak, span].join(' · '), [batch, commit].join(' · '), rest.join(' · ')]
  if (width >= 64) return [[batch, commit].join(' · '), [peak, ...rest].join(' · ')]
  return [`${batch}  ${times}`, [peak, ...rest].join('  ')]
}

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
