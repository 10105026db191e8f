import { exec, execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { click } from '../shop.ts'
import { linesOf, ShopFolder } from './shop-folder.ts'

const sale = linesOf([click(1), click(2)])
const asArray = JSON.stringify([click(1), click(2)])

let folder: ShopFolder
beforeEach(async () => {
  folder = await ShopFolder.create()
})
afterEach(() => folder.remove())

const write = (name: string, bytes: Buffer | string) => writeFile(join(folder.path, name), bytes)

it('refuses what is no JSONL before anything is stored, and says how to convert it', async () => {
  await write('array.json', asArray)
  const { code, stdout, stderr } = await folder.axon(['replay', 'array.json', '--database', 'sqlite:new.db'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  const file = join(folder.path, 'array.json')
  expect(stderr).toBe(
    `axon: ${file} is one JSON array, not JSONL. Turn it into JSONL first: jq -c '.[]' < ${file} > messages.jsonl\n`,
  )
  expect(existsSync(join(folder.path, 'new.db'))).toBe(false)
})

it.each([
  [
    'standard input',
    asArray,
    "standard input is one JSON array, not JSONL. Put `jq -c '.[]'` in front of it.",
  ],
  [
    'gzip on standard input',
    gzipSync(asArray),
    'is a gzip file of one JSON array, not JSONL. Put `gzip -dc | jq',
  ],
  [
    'gzip in gzip',
    gzipSync(gzipSync(sale)),
    'is a gzip file of a gzip file, not JSONL. Put `gzip -dc | gzip -dc`',
  ],
  [
    'UTF-16',
    Buffer.from(sale, 'utf16le'),
    'is text in UTF-16LE, not JSONL. Put `iconv -f UTF-16LE -t UTF-8`',
  ],
])('also through %s', async (_, input, problem) => {
  const { code, stdout, stderr } = await folder.axon(['replay', '-'], { input })
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(problem) })
  expect(await folder.status()).toMatchObject({ deadLetters: [], positions: [] })
})

it('does not publish it either, and asks no broker', async () => {
  await write('array.json', asArray)
  const { code, stderr } = await folder.axon(['produce', 'array.json', '--brokers', '127.0.0.1:1'])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('is one JSON array, not JSONL'),
  })
})

it('names commands that make JSONL of it, whatever the file is called', async () => {
  await write('sale.jsonl', sale)
  await promisify(execFile)('tar', ['-czf', "day '1'.tgz", 'sale.jsonl'], { cwd: folder.path })
  await write('double.gz', gzipSync(gzipSync(sale)))
  for (const name of ["day '1'.tgz", 'double.gz']) {
    const { stderr } = await folder.axon(['replay', name])
    const [, command = 'false'] = /first: (.*)\n/.exec(stderr) ?? []
    await promisify(exec)(command, { cwd: folder.path })
    expect(await folder.json('replay', 'messages.jsonl', '--from-start')).toMatchObject({
      read: 2,
      deadLetter: 0,
    })
  }
})

it('writes the path of a Parquet file as text of SQL', async () => {
  await write("day '1'.parquet", 'PAR1\x15')
  const { code, stderr } = await folder.axon(['replay', "day '1'.parquet"])
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("/day ''1''.parquet')\" > ") })
})

it('reads on where only lines are wrong', async () => {
  const lines = ['[', 'userId,productId', '{"triggerType":', ...[click(1), click(2)]]
  await folder.write('wrong-lines.jsonl', lines)
  expect(await folder.json('replay', 'wrong-lines.jsonl')).toMatchObject({
    read: 5,
    approved: 2,
    deadLetter: 3,
  })
})
