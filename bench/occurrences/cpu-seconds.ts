import { readFileSync } from 'node:fs'

/** Of Linux, on every machine that it runs on today. */
const TICKS_PER_SECOND = 100

/** What a process has used of the processor so far, seconds; NaN where the system does not tell. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  } catch {
    return Number.NaN
  }
}
