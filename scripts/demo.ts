import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'
import type { Status } from '../src/reads/status/status.ts'

/** The main job, end to end: a shop is seeded, 300 people ask for 100 pieces, and everyone gets the right answer once. */
const folder = mkdtempSync(join(tmpdir(), 'axon-demo-'))
const database = `sqlite:${join(folder, 'demo.db')}`

/** Runs `axon …`; its output goes to the terminal, or is returned. */
function axon(args: readonly string[], output: 'inherit' | 'pipe' = 'inherit'): string {
  const program = join(packageRoot, 'dist', 'bin', 'axon.js')
  const env = { ...process.env, DATABASE_URL: database }
  const stdio = ['ignore', output, 'inherit'] as const
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], {
    ...{ cwd: packageRoot, env, encoding: 'utf8', stdio: [...stdio] },
  })
  if (status !== 0) throw new Error(`axon ${args.join(' ')} ended with ${status}`)
  return stdout
}

try {
  for (const command of ['seed', 'replay fixtures/flash-sale.jsonl', 'status --activity 1', 'verify']) {
    console.log(`\n$ axon ${command}`)
    axon(command.split(' '))
  }
  const { products, entries } = JSON.parse(axon(['status', '--activity', '1', '--json'], 'pipe')) as Status
  const [product] = products
  console.log(`
Of ${entries.approved + entries.rejected} people who asked for the same product:
  stock ${product?.stock} of ${product?.initialStock}: pieces that are left
  ${entries.approved} approved: they got one each
  ${entries.rejected} rejected: they were told why`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
