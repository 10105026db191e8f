import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'

/** Packs the package, installs the tarball into an empty folder, and does the main job there. */
const folder = mkdtempSync(join(tmpdir(), 'axon-package-'))
const run = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${actual} instead of ${expected}`)
  console.log(`${what}: ${actual}`)
}

try {
  const packed = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], packageRoot),
  )
  const { filename } = Object.values<{ filename: string }>(packed)[0]!
  const allowScripts = { 'better-sqlite3': true }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'shop', private: true, allowScripts }))
  run('npm', ['install', '--no-audit', '--no-fund', join(folder, filename)], folder)
  const axon = (...args: string[]) => run(join(folder, 'node_modules', '.bin', 'axon'), args, folder)
  axon('seed')
  const replay = ['replay', 'node_modules/axon/fixtures/flash-sale.jsonl', '--json']
  const first = JSON.parse(axon(...replay))
  expectEqual(first.approved, 100, 'approved by the installed package')
  expectEqual(first.rejected, 200, 'rejected by the installed package')
  expectEqual(JSON.parse(axon(...replay)).read, 0, 'read again')
  axon('verify')
  const scripts = JSON.parse(
    readFileSync(join(folder, 'node_modules/axon/dist/browser/manifest.json'), 'utf8'),
  )
  expectEqual(
    Object.keys(scripts).join(),
    'axon.js,axon-buy.js,axon-debug.js,stub.js',
    'scripts for browsers',
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
