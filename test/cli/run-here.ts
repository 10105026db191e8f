import { CommanderError } from 'commander'
import { vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { CommandError } from '../../src/cli/shared/command-error.ts'
import type { Finished } from '../axon.ts'

/** Runs `axon …` in this process: a twentieth of the time of one of its own. Errors that are no usage are thrown. */
export async function runHere(args: readonly string[]): Promise<Finished> {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text)
      return true
    }),
  )
  const before = process.exitCode
  try {
    process.exitCode = 0
    await createProgram().parseAsync([...args], { from: 'user' })
    return { code: Number(process.exitCode), ...written }
  } catch (error) {
    if (error instanceof CommandError)
      return { code: error.exitCode, ...written, stderr: `${written.stderr}${error.message}\n` }
    if (error instanceof CommanderError) return { code: 2, ...written }
    throw error
  } finally {
    process.exitCode = before
    for (const spy of spies) spy.mockRestore()
  }
}
