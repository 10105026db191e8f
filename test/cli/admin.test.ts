import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runHere } from './run-here.ts'

let folder: string
let database: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-admin-'))
  database = `sqlite:${join(folder, 'axon.db')}`
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const serve = (...args: string[]) =>
  runHere(['serve', '--port', '0', '--database', database, ...args], { cwd: folder })

it('admin pages that other machines reach are refused without the https name that browsers ask by', async () => {
  const { code, stderr } = await serve('--admin-port', '0', '--admin-host', '0.0.0.0')
  expect(code).toBe(2)
  expect(stderr).toContain('--admin-host 0.0.0.0 lets other machines in: set --admin-origin https://NAME')
})

it.each([
  [['--admin-port', '0', '--admin-origin', 'http://admin.shop.example'], '--admin-origin'],
  [['--admin-port', '0', '--admin-origin', 'https://admin.shop.example/admin'], '--admin-origin'],
  [['--admin-host', '127.0.0.1'], '--admin-port'],
  [['--admin-origin', 'https://admin.shop.example'], '--admin-port'],
  [['--dev', '--admin-host', '0.0.0.0'], '--dev lets anyone in'],
])('%j is refused', async (args, says) => {
  const { code, stderr } = await serve(...args)
  expect(code).toBe(2)
  expect(stderr).toContain(says)
})

it('a port that is taken is told with the option that names it', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    const { code, stderr } = await serve('--dev', '--admin-port', String(port))
    expect(code).toBe(1)
    expect(stderr).toContain(
      `can't listen on 127.0.0.1:${port}: the port is taken: choose another --admin-port, or 0 for any free one`,
    )
  } finally {
    other.close()
  }
})

it('the log of changes tells who did what, the newest first', async () => {
  const axon = (...args: string[]) => runHere([...args, '--database', database], { cwd: folder })
  expect((await axon('log')).stdout).toBe('no changes\n')
  await axon('keys', 'create', '--name', 'kim', '--role', 'admin')
  await axon('sites', 'add', '--name', '가게', '--origin', 'https://shop.example')
  await axon('sites', 'update', '1', '--name', '새 가게')
  const { stdout } = await axon('log', '--since', '1h')
  const rows = stdout.split('\n').filter((line) => /\d{4}-/.test(line))
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatch(/update +│ site 1 +│ name "새 가게"/)
  expect(rows[2]).toMatch(/create +│ api_key 1 +│ name "kim"/)
  const json = JSON.parse((await axon('log', '--limit', '1', '--json')).stdout)
  expect(json.changes).toMatchObject([
    { action: 'update', subject: 'site', before: { name: '가게' }, after: { name: '새 가게' } },
  ])
  expect((await axon('log', '--since', 'yesterday')).code).toBe(2)
})
