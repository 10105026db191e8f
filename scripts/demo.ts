import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'

/** The main job, end to end: a shop is seeded, 300 people ask for 100 pieces, and everyone gets the right answer once. */
const folder = mkdtempSync(join(tmpdir(), 'axon-demo-'))
const database = `sqlite:${join(folder, 'demo.db')}`

function axon(...args: string[]): void {
  console.log(`\n$ axon ${args.join(' ')}`)
  const program = join(packageRoot, 'dist', 'bin', 'axon.js')
  const env = { ...process.env, DATABASE_URL: database }
  const { status } = spawnSync(process.execPath, [program, ...args], {
    cwd: packageRoot,
    env,
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = status ?? 1
}

try {
  axon('seed')
  axon('replay', 'fixtures/flash-sale.jsonl')
  axon('verify')
  axon('status', '--activity', '1')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
