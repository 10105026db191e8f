import { outermostOf, type TraceEvent, traceEventsOf, US_PER_MS } from '../browser/trace-events.ts'

export interface MainThread {
  /** By the clock: also while others had the processor. */
  readonly busyMs: number
  readonly processorMs: number
  /** The longest that nothing else could happen. */
  readonly longestMs: number
}

export const TRACED = ['toplevel']
const TASK = 'ThreadControllerImpl::RunTask'
const MAIN_THREAD = 'CrRendererMain'

/** How busy the main thread of a page was, from a trace of Chromium; of several pages the busiest. */
export function mainThread(trace: Buffer): MainThread {
  const traceEvents = traceEventsOf(trace)
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === MAIN_THREAD)
  const all = threads.map(({ pid, tid }) =>
    spentIn(
      traceEvents.filter(
        (event) => event.pid === pid && event.tid === tid && event.ph === 'X' && event.name === TASK,
      ),
    ),
  )
  const [busiest] = all.sort((a, b) => b.busyMs - a.busyMs)
  if (!busiest || busiest.busyMs === 0) throw new Error('the trace has no task of a page')
  return busiest
}

function spentIn(tasks: readonly TraceEvent[]): MainThread {
  const outermost = outermostOf(tasks)
  const sum = (of: (task: TraceEvent) => number): number =>
    outermost.reduce((total, task) => total + of(task), 0) / US_PER_MS
  return {
    busyMs: sum(({ dur = 0 }) => dur),
    processorMs: sum(({ tdur = 0 }) => tdur),
    longestMs: Math.max(0, ...outermost.map(({ dur = 0 }) => dur)) / US_PER_MS,
  }
}
