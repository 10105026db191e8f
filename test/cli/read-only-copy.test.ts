import { chmod, copyFile, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { click } from '../shop.ts'
import { axonBoundByPermissions } from './powerless.ts'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
const at = (...names: string[]): string => join(folder.path, ...names)

beforeAll(async () => {
  folder = await ShopFolder.create()
  await folder.write('clicks.jsonl', [click(1), click(2), Buffer.from('{')])
  await folder.axon(['replay', 'clicks.jsonl'])
})
afterAll(() => folder.remove())

const LOOKS = [
  'status --json',
  'verify --json',
  'explain --activity 1 --user 1 --json',
  'dead-letters list --json',
  'dead-letters show 1 --json',
  'dead-letters export',
  'keys list --json',
]

/** A folder from which a copy of the database can be read, and nothing else. */
async function shelf(name: string, put: (file: string) => Promise<unknown>): Promise<string> {
  await mkdir(at(name))
  await put(at(name, 'axon.db'))
  for (const file of await readdir(at(name))) await chmod(at(name, file), 0o444)
  await chmod(at(name), 0o555)
  return `sqlite:${at(name, 'axon.db')}`
}

const look = async (line: string, url: string): Promise<string> => {
  const { code, stdout, stderr } = await axonBoundByPermissions(
    [...line.split(' '), '--database', url],
    folder.path,
  )
  expect({ code, stderr }, line).toEqual({ code: 0, stderr: '' })
  return stdout.replaceAll(url, 'URL')
}

/** What whoever may write is shown of the database itself. */
const ownLook = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await folder.axon(line.split(' '))
  expect({ code, stderr }, line).toEqual({ code: 0, stderr: '' })
  return stdout.replaceAll('sqlite:axon.db', 'URL')
}

describe('a read-only copy in a read-only folder', () => {
  it.each(LOOKS)('is read by `axon %s` as the database itself', async (line) => {
    const url = await shelf(line.replace(/\W/g, ''), (file) => copyFile(at('axon.db'), file))
    expect(await look(line, url)).toBe(await ownLook(line))
    expect(await readdir(at(line.replace(/\W/g, '')))).toEqual(['axon.db'])
  })

  it('is read with the newest changes, which its -wal file holds', async () => {
    const writer = new BetterSqlite3(at('axon.db'))
    writer.exec("UPDATE products SET product_name = 'newest'")
    const url = await shelf('wal', async (file) => {
      await copyFile(at('axon.db'), file)
      await copyFile(at('axon.db-wal'), `${file}-wal`)
    })
    writer.close()
    expect(await look('status --json', url)).toContain('"newest"')
  })

  it('is read in a folder that may be written, too', async () => {
    await copyFile(at('axon.db'), at('copy.db'))
    await chmod(at('copy.db'), 0o444)
    expect(await look('status --json', `sqlite:${at('copy.db')}`)).toBe(await ownLook('status --json'))
  })

  it('is still refused by what writes', async () => {
    const url = await shelf('writing', (file) => copyFile(at('axon.db'), file))
    for (const line of ['replay clicks.jsonl --from-start', 'dead-letters discard 1', 'seed']) {
      const { code, stderr } = await axonBoundByPermissions(
        [...line.split(' '), '--database', url],
        folder.path,
      )
      expect({ line, code }).toEqual({ line, code: 1 })
      expect(stderr).toContain('it is read-only: make the file and its folder writable')
    }
  })

  it('that is missing is missed', async () => {
    const url = await shelf('missing', (file) => copyFile(at('axon.db'), file))
    await chmod(at('missing'), 0o755)
    await rename(at('missing', 'axon.db'), at('missing', 'other.db'))
    await chmod(at('missing'), 0o555)
    const { code, stderr } = await axonBoundByPermissions(['status', '--database', url], folder.path)
    expect(code).toBe(1)
    expect(stderr).toContain('it cannot be opened')
  })
})
