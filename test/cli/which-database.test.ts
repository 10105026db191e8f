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

it('never prints the password of a URL', async () => {
  // Nothing listens on port 1.
  const url = 'postgres://shop:hunter2@127.0.0.1:1/shop'
  const { code, stdout, stderr } = await folder.axon(['status', '--database', url, '--verbose'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('127.0.0.1')
  expect(stderr).not.toContain('hunter2')
})
