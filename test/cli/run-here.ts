import { Readable } from 'node:stream'
import { vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { environmentOf, type Finished, type RunOptions } from '../axon.ts'

let last: Promise<unknown> = Promise.resolve()

/**
 * Runs `axon …` in this process, which looks like one of its own to it, for a twentieth of the time. One after the other.
 * Not for what runs until a signal.
 */
export function runHere(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const finished = last.then(() => runNow(args, options))
  last = finished.catch(() => {})
  return finished
}

async function runNow(args: readonly string[], { cwd, env, input }: RunOptions): Promise<Finished> {
  const before = { env: process.env, exitCode: process.exitCode, folder: process.cwd() }
  const stdin = vi.spyOn(process, 'stdin', 'get')
  const outputs = { stdout: captured('stdout'), stderr: captured('stderr') }
  try {
    stdin.mockReturnValue(
      Readable.from(input === undefined ? [] : [Buffer.from(input)]) as typeof process.stdin,
    )
    process.env = environmentOf(env)
    if (cwd !== undefined) process.chdir(cwd)
    process.exitCode = 0
    await run([process.execPath, 'axon', ...args])
    return { code: process.exitCode, stdout: outputs.stdout.text, stderr: outputs.stderr.text }
  } finally {
    process.exitCode = before.exitCode
    process.chdir(before.folder)
    process.env = before.env
    stdin.mockRestore()
    for (const { restore } of Object.values(outputs)) restore()
  }
}

/** What is written from now on, until it is restored; listeners that are added meanwhile go then, too. */
function captured(name: 'stdout' | 'stderr') {
  const stream = process[name]
  const listeners = stream.listeners('error')
  const capture = {
    text: '',
    restore: () => {
      write.mockRestore()
      for (const listener of stream.listeners('error'))
        if (!listeners.includes(listener)) stream.off('error', listener as () => void)
    },
  }
  const write = vi.spyOn(stream, 'write').mockImplementation((bytes, ...rest) => {
    capture.text += String(bytes)
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  })
  return capture
}
