import { outermostOf, type TraceEvent, traceEventsOf, US_PER_MS } from './trace-events.ts'

export interface Spent {
  readonly clockMs: number
  /** Without what else the machine did meanwhile. */
  readonly processorMs: number
}

/** What ran, and how long; the page has no script but the snippet. */
export interface TracedScript {
  /** Compiling and running `axon.js` until it returned. */
  readonly start: Spent
  /** That and all that it did until the trace ended: among it, taking over the definitions. */
  readonly all: Spent
  /** What listened to each click, one after the other. */
  readonly clicks: readonly Spent[]
}

/** Each is work of scripts by itself, unless it happens within another. */
const WORK = ['EvaluateScript', 'v8.compile', 'FunctionCall', 'RunMicrotasks', 'EventDispatch', 'TimerFire']

/** Reads a trace of Chromium. */
export function tracedScript(trace: Buffer): TracedScript {
  const traceEvents = traceEventsOf(trace)
  const own = traceEvents.find(({ name, args }) => name === 'EvaluateScript' && isSnippet(args?.data?.url))
  if (own === undefined) throw new Error('the trace has no start of axon.js: is it built?')
  const ofThread = traceEvents.filter(({ ph, pid, tid }) => ph === 'X' && pid === own.pid && tid === own.tid)
  const work = outermostOf(ofThread.filter(({ name }) => WORK.includes(name)))
  const clicks = ofThread.filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'click')
  return {
    start: spent([own]),
    all: spent(work.filter(({ ts }) => ts >= own.ts)),
    clicks: clicks.map((click) => spent([click])),
  }
}

const spent = (events: readonly TraceEvent[]): Spent => ({
  clockMs: events.reduce((sum, { dur = 0 }) => sum + dur, 0) / US_PER_MS,
  processorMs: events.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / US_PER_MS,
})

const isSnippet = (url: string | undefined): boolean => url?.endsWith('/axon.js') ?? false
