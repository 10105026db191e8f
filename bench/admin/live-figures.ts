import { median } from '../measured-run.ts'
import type { LiveRound } from './live-round.ts'

interface Cost {
  readonly seenBy: string
  readonly messagesPerSecond: number
  /** Of the throughput when nobody looks: the median of the pairs. */
  readonly ofUnseen: number
  /** The least and the most of them. */
  readonly pairs: string
  /** CPU time of the service, of a core: says more than the ratio where the machine does other things. */
  readonly serverCpuPercent: number
}

interface ShownRound {
  readonly round: number
  readonly frames: number
  readonly balanced: number
  readonly lagMs: number
  readonly lookGapMs: number
  /** Of the main thread: by the clock, and what it had of a processor. */
  readonly busyPercent: number
  readonly processorPercent: number
  readonly longestTaskMs: number
}

/** What being seen costs a replay, and what the page showed. The first of the viewers is nobody. */
export function liveFigures(
  runs: ReadonlyMap<string, readonly LiveRound[]>,
  messages: number,
): { readonly costs: readonly Cost[]; readonly shown: readonly ShownRound[] } {
  const [[, unseen] = []] = runs
  const costs = [...runs].map(([seenBy, rounds]) => {
    const ratios = rounds.map(({ seconds }, round) => unseen![round]!.seconds / seconds)
    return {
      seenBy,
      messagesPerSecond: median(rounds.map(({ seconds }) => messages / seconds)),
      ofUnseen: median(ratios),
      pairs: `${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}`,
      serverCpuPercent: median(
        rounds.map(({ serverCpuSeconds, seconds }) => (serverCpuSeconds / seconds) * 100),
      ),
    }
  })
  const shown = [...runs.values()].flat().flatMap(({ shown }) => (shown ? [shown] : []))
  return {
    costs,
    shown: shown.map(
      ({ frames, balanced, lagMs, lookGapMs, busyMs, processorMs, longestMs, seconds }, index) => ({
        ...{ round: index + 1, frames, balanced, lagMs, lookGapMs },
        busyPercent: busyMs / seconds / 10,
        processorPercent: processorMs / seconds / 10,
        longestTaskMs: longestMs,
      }),
    ),
  }
}
