import { spawn } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AXON, finished } from '../axon.ts'
import { click } from '../shop.ts'
import { axonBoundByPermissions } from './powerless.ts'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
beforeAll(async () => {
  folder = await ShopFolder.create()
})
afterAll(() => folder.remove())

it('ends with 2 and one line when the file to replay does not exist', async () => {
  const { code, stdout, stderr } = await folder.axon(['replay', 'sale.jsonl'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toBe(`axon: there is no file ${join(folder.path, 'sale.jsonl')}: check the path.\n`)
})

it('ends with 2 and one line when it is a folder', async () => {
  const { code, stderr } = await folder.axon(['replay', '.'])
  expect(code).toBe(2)
  expect(stderr).toBe(`axon: ${folder.path} is a folder, not a file: name the JSONL file to read.\n`)
})

it('ends with 2 and one line when standard input is a folder', async () => {
  const child = spawn('bash', ['-c', `"${process.execPath}" "${AXON}" replay - < .`], { cwd: folder.path })
  expect(await finished(child)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'axon: standard input is a folder: give it the JSONL file to read.\n',
  })
})

it('ends with 2 and one line when it may not be read', async () => {
  const file = await folder.write('secret.jsonl', [click(1)])
  await chmod(file, 0)
  const { code, stderr } = await axonBoundByPermissions(['replay', 'secret.jsonl'], folder.path)
  expect(code).toBe(2)
  expect(stderr).toBe(
    `axon: the file ${file} may not be read by this user: change its permissions, or run as a user that may.\n`,
  )
})

it('makes no database for a file that can not be read', async () => {
  await folder.axon(['replay', 'sale.jsonl', '--database', 'sqlite:new.db'])
  const { code, stderr } = await folder.axon(['replay', 'new.db'])
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no file') })
})
