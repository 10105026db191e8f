import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** True if the process `pid` runs and `marker` is in its command line: pids are used again, and the dead may linger unburied. */
export function processRuns(pid: number, marker: string): boolean {
  try {
    return commandLine(pid).includes(marker)
  } catch {
    return false
  }
}

function commandLine(pid: number): string {
  if (existsSync('/proc/self/cmdline'))
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
}
