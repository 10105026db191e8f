import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

/** CPU time that a process has used so far, in µs; in steps of 10 ms. */
export interface CpuTime {
  /** Of the thread that runs JavaScript. */
  readonly main: number
  /** Of all threads: those that collect garbage among them. */
  readonly total: number
}

/** Zeros where /proc is missing. */
export function cpuTimeOf(pid: number): CpuTime {
  let [main, total] = [0, 0]
  for (const thread of entriesOf(`/proc/${pid}/task`)) {
    const stat = textOf(`/proc/${pid}/task/${thread}/stat`)
    const [user = 0, system = 0] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number)
    const microseconds = ((user + system) / TICKS_PER_SECOND) * 1_000_000
    total += microseconds
    if (Number(thread) === pid) main = microseconds
  }
  return { main, total }
}

/** Resident memory now, and at its highest; MiB. NaN where /proc is missing. */
export function memoryOf(pid: number): { readonly nowMib: number; readonly peakMib: number } {
  const status = textOf(`/proc/${pid}/status`)
  const mib = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1_024
  return { nowMib: mib('VmRSS'), peakMib: mib('VmHWM') }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
