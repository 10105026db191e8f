import { BOUNDS, keepLast, SAMPLE_MS } from '../bounds.ts'
import type { DashboardState, Flow } from '../dashboard-state.ts'
import { readOf } from '../outcome-counts.ts'
import type { PartitionView, ProductView } from '../views.ts'

/** Weight of the newest sample: half of a rate is of the last second and a half. */
const SMOOTHING = 0.2

/** Slower than this is standing still. */
const LEAST_RATE = 0.05

/** The clock moves; when a sample is due, throughput and rates are taken. */
export function reduceTick(state: DashboardState, now: number): DashboardState {
  const { flow, run } = state
  if (run.isCounting) return { ...state, now }
  const read = readOf(state.outcomes)
  if (!flow.sampled) return { ...state, now, flow: { ...flow, sampled: { at: now, read } } }
  const seconds = (now - flow.sampled.at) / 1_000
  if (seconds * 1_000 < SAMPLE_MS && seconds >= 0) return { ...state, now }
  return {
    ...state,
    now,
    flow: sampledFlow(flow, now, read, seconds),
    products: sampledProducts(state.products, seconds),
    partitions: sampledPartitions(state.partitions, seconds),
    requests: sampledRequests(state.requests, seconds),
  }
}

function sampledFlow(flow: Flow, now: number, read: number, seconds: number): Flow {
  const since = flow.sampled?.read ?? read
  const perSecond = seconds > 0 ? Math.max(0, (read - since) / seconds) : 0
  const throughput = keepLast(flow.throughput, [perSecond], BOUNDS.throughput)
  return { ...flow, throughput, sampled: { at: now, read } }
}

function sampledProducts(products: DashboardState['products'], seconds: number): DashboardState['products'] {
  let next: Map<number, ProductView> | undefined
  for (const product of products.values()) {
    const { stock, sampledStock, soldPerSecond } = product
    if (stock === sampledStock && soldPerSecond === 0) continue
    next ??= new Map(products)
    const rate = smoothed(soldPerSecond, sampledStock - stock, seconds)
    next.set(product.id, { ...product, sampledStock: stock, soldPerSecond: rate })
  }
  return next ?? products
}

function sampledPartitions(
  partitions: DashboardState['partitions'],
  seconds: number,
): DashboardState['partitions'] {
  let next: Map<string, PartitionView> | undefined
  for (const [key, partition] of partitions) {
    const { nextOffset, sampledOffset, perSecond } = partition
    if (nextOffset === sampledOffset && perSecond === 0) continue
    next ??= new Map(partitions)
    const rate = smoothed(perSecond, nextOffset - sampledOffset, seconds)
    next.set(key, { ...partition, sampledOffset: nextOffset, perSecond: rate })
  }
  return next ?? partitions
}

function sampledRequests(requests: DashboardState['requests'], seconds: number): DashboardState['requests'] {
  if (!requests) return null
  const { answered, sampledAnswered, perSecond } = requests
  return {
    ...requests,
    sampledAnswered: answered,
    perSecond: smoothed(perSecond, answered - sampledAnswered, seconds),
  }
}

/** Never below nothing: a restock is no sale. */
function smoothed(before: number, moved: number, seconds: number): number {
  const newest = seconds > 0 ? Math.max(0, moved / seconds) : 0
  const rate = before === 0 ? newest : before + SMOOTHING * (newest - before)
  return rate < LEAST_RATE ? 0 : rate
}
