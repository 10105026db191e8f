import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'

/** The built program, as users run it. */
export const AXON = join(packageRoot, 'dist', 'bin', 'axon.js')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Standard input; none by default. */
  readonly input?: Buffer | string
}

export function start(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, [AXON, ...args], { cwd, env: environmentOf(env) })
}

/** Ours, without a database, colors, and more. */
export function environmentOf(more: RunOptions['env']): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...inherited } = process.env
  return { ...inherited, NO_COLOR: '1', ...more }
}

/** Runs `axon …` to its end. */
export async function axon(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(args, options)
  child.stdin?.on('error', () => {}) // it may end before it has read all
  child.stdin?.end(options.input)
  return finished(child)
}

/** What `axon …` printed. Throws if it did not end with 0. */
export async function outputOf(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await axon(args)
  if (code !== 0) throw new Error(`axon ${args[0]} ended with ${code}: ${stdout}${stderr}`)
  return stdout
}

export async function finished(child: ChildProcess): Promise<Finished> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, stdout, stderr }
}
