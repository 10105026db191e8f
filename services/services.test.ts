import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../src/package-root.ts'

function services(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return spawnSync(
    process.execPath,
    ['--import', 'tsx', join(packageRoot, 'services', 'services.ts'), ...args],
    {
      cwd: packageRoot,
      env: { ...process.env, ...environment },
      encoding: 'utf8',
    },
  )
}

it.each([
  [['nonsense'], "unknown command 'nonsense'"],
  [['up', '--only', 'mysql'], 'Allowed choices are postgres, kafka, opensearch'],
  [['down', '--volume'], "unknown option '--volume'"],
])('refuses %j: exit 2 and what is wrong', (args, complaint) => {
  const { status, stderr } = services(args)
  expect(stderr).toContain(complaint)
  expect(status).toBe(2)
})

it('explains itself', () => {
  const { status, stdout } = services(['--help'])
  expect(stdout).toMatch(/up .*\n.*down .*\n.*status /)
  expect(status).toBe(0)
})
