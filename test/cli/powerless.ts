import { spawn } from 'node:child_process'
import { AXON, type Finished, finished } from '../axon.ts'

/**
 * Runs `axon …` as a user for whom file permissions bind. Root gives up its capabilities for it (`setpriv` of util-linux): it is
 * still the owner of its files then, but may not write what is read-only.
 */
export async function axonBoundByPermissions(args: readonly string[], cwd: string): Promise<Finished> {
  const command = [process.execPath, AXON, ...args]
  const powerless = ['setpriv', '--bounding-set=-all', '--inh-caps=-all', ...command]
  const [program, ...rest] = process.getuid?.() === 0 ? powerless : command
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(program!, rest, { cwd, env })
  child.stdin.end()
  return finished(child)
}
