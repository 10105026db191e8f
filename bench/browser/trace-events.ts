/** An event in a trace of Chromium. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  /** µs by the clock, and µs that the thread had a processor. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: {
    readonly data?: { readonly url?: string; readonly type?: string }
    readonly name?: string
  }
}

export const US_PER_MS = 1_000

export const traceEventsOf = (trace: Buffer): readonly TraceEvent[] =>
  (JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] }).traceEvents

/** In the order of time, without what ran within another one: that is part of it. */
export function outermostOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = 0
  return events
    .toSorted((a, b) => a.ts - b.ts)
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false
      end = ts + dur
      return true
    })
}
