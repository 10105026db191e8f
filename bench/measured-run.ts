import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface MeasuredRun {
  readonly seconds: number
  /** Peak resident memory of the process, MiB; NaN where /proc is missing. */
  readonly peakMib: number
}

export interface FinishedRun extends MeasuredRun {
  /** What it printed to stdout. */
  readonly output: string
}

/** Peak resident memory in units of 10⁶ bytes. */
export const peakMb = ({ peakMib }: MeasuredRun): number => peakMib * 1.048576

const SAMPLE_EVERY_MS = 20

/** Runs a program to its end as a user would, start-up included, and measures it from outside. Throws if it fails. */
export async function measuredRun(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<FinishedRun> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  let peakMib = Number.NaN
  const sampler = setInterval(() => {
    peakMib = highWaterMib(child.pid) ?? peakMib
  }, SAMPLE_EVERY_MS)
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  clearInterval(sampler)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return { seconds: (performance.now() - startedAt) / 1_000, peakMib, output }
}

/** The kernel's own high-water mark, so that sampling misses nothing but the last moments. */
export function highWaterMib(pid: number | undefined): number | undefined {
  try {
    const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? undefined : Number(kib) / 1_024
  } catch {
    return undefined
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
