import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
let elsewhere: ShopFolder
beforeAll(async () => {
  folder = await ShopFolder.create()
  elsewhere = await ShopFolder.create(null)
})
afterAll(() => Promise.all([folder.remove(), elsewhere.remove()]))

const databaseOf = async (args: string[], env: Record<string, string>): Promise<unknown> => {
  const { stdout, stderr } = await folder.axon(['status', '--json', ...args], { env })
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { database: string }).database
}

it('is --database, else DATABASE_URL, else sqlite:axon.db', async () => {
  const [other, another] = ['other.db', 'another.db'].map(
    (name) => `sqlite:${join(elsewhere.path, name)}`,
  ) as [string, string]
  expect(await databaseOf([], {})).toBe('sqlite:axon.db')
  expect(await databaseOf([], { DATABASE_URL: other })).toBe(other)
  expect(await databaseOf(['--database', another], { DATABASE_URL: other })).toBe(another)
})

it('counts an empty DATABASE_URL as unset', async () => {
  expect(await databaseOf([], { DATABASE_URL: '' })).toBe('sqlite:axon.db')
})

it.each([
  [
    '',
    'axon: database URL ""… is of no known form: write sqlite:PATH, sqlite::memory: or postgres://user@host/name\n',
  ],
  [
    'mysql://shop:hunter2@localhost/shop',
    'axon: database URL "mysql:"… is of no known form: write sqlite:PATH, sqlite::memory: or postgres://user@host/name\n',
  ],
  ['sqlite:', 'axon: database URL sqlite: names no file: write sqlite:PATH\n'],
  [
    'sqlite:x.db?sync=off',
    'axon: database URL sqlite:x.db?sync=off: unknown parameter sync; known: synchronous\n',
  ],
])('refuses the URL %j with 2 and shows how one is written', async (url, says) => {
  expect(await folder.axon(['status', '--database', url])).toEqual({ code: 2, stdout: '', stderr: says })
})

it.each([
  ['a blank before and after', (url: string) => ` ${url} `],
  ['a line end of Windows', (url: string) => `${url}\r\n`],
  ['a BOM', (url: string) => `\ufeff${url}`],
  ['a blank that does not break', (url: string) => `${url}\u00a0`],
  ['a tab, and a blank in front of the path', (url: string) => `\t${url.replace(':', ': ')}`],
  ['a scheme in capitals', (url: string) => url.replace('sqlite', 'SQLite')],
])('means the same file with %s around the URL, in every command', async (_, write) => {
  const file = join(elsewhere.path, 'written.db')
  const env = { DATABASE_URL: write(`sqlite:${file}`) }
  expect((await folder.axon(['seed', '--reset', '--yes'], { env })).code).toBe(0)
  for (const command of ['status', 'verify']) {
    const { code, stdout } = await folder.axon([command, '--json'], { env })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ database: `sqlite:${file}` })
  }
  const others = (await readdir(elsewhere.path)).filter((name) => !/^(other|another|written)\.db/.test(name))
  expect(others).toEqual([])
})

it.each([
  ['sqlite: ', 'database URL sqlite: names no file: write sqlite:PATH'],
  ['sqlite:\t\r\n', 'database URL sqlite: names no file: write sqlite:PATH'],
  ['sqlite:\u00a0?synchronous=full', 'names no file: write sqlite:PATH'],
  [' ', 'database URL ""… is of no known form'],
  ['"sqlite:x.db"', 'database URL stands in quotation marks: write it without them'],
  ["'postgres://me:hunter2@h/d'", 'database URL stands in quotation marks: write it without them'],
  ['sqlite:a.db\nsqlite:b.db', 'database URL holds a line break or another control character'],
  ['sqlite:file:x.db?mode=memory', 'write sqlite:PATH, without file:'],
  ['sqlite:what?.db', 'unknown parameter .db; known: synchronous'],
  ['postgres://me:hunter2@h/d?sslmod=require', 'unknown parameter "sslmod"; known: user, password'],
  ['POSTGRES://me:hunter2@h/d?sslmode=perhaps', 'sslmode must be one of disable, allow, prefer'],
])('refuses %j with 2, in a command that writes and in one that looks', async (url, says) => {
  for (const command of ['seed', 'status']) {
    const { code, stdout, stderr } = await folder.axon([command, '--database', url])
    expect({ command, code, stdout }).toEqual({ command, code: 2, stdout: '' })
    expect(stderr).toContain(says)
    expect(stderr).not.toContain('hunter2')
  }
})

it('never prints the password of a URL', async () => {
  // Nothing listens on port 1.
  const url = 'postgres://shop:hunter2@127.0.0.1:1/shop'
  const { code, stdout, stderr } = await folder.axon(['status', '--database', url, '--verbose'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('127.0.0.1')
  expect(stderr).not.toContain('hunter2')
})
