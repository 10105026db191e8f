import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newReceiptKey, receiptKeysOf } from '../../src/operations/receipts/receipt-keys.ts'
import { ReceiptSigner } from '../../src/operations/receipts/receipt-signer.ts'
import { explain } from '../../src/reads/explain.ts'
import { click } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

const keys = receiptKeysOf(newReceiptKey())!
let folder: ShopFolder
let receipt: string

beforeAll(async () => {
  folder = await ShopFolder.create()
  await folder.write('sale.jsonl', [click(42)])
  await folder.replay('sale.jsonl')
  const entry = (await folder.withDatabase((database) => explain(database, { activityId: 1, userId: 42 })))!
  const { sequence, processedAt: decidedAt, position } = entry
  receipt = await new ReceiptSigner(keys).sign({
    activityId: 1,
    userId: 42,
    outcome: 'approved',
    sequence,
    decidedAt,
    position,
  })
  await writeFile(join(folder.path, 'keys.json'), JSON.stringify({ keys: keys.published }))
  await writeFile(join(folder.path, 'answer.json'), JSON.stringify({ outcome: 'approved', receipt }))
})
afterAll(() => folder.remove())

const verify = (options: string, input?: string) =>
  folder.axon(['verify', '--receipt', ...options.split(' ')], input === undefined ? {} : { input })

it('a true receipt ends with 0', async () => {
  const { code, stdout } = await verify('answer.json --receipt-keys keys.json')
  expect(stdout).toContain('signed: user 42, activity 1: approved as number 1')
  expect(code).toBe(0)
})

it('is read from standard input as well', async () => {
  const { code, stdout } = await verify('- --receipt-keys keys.json --json', `${receipt}\n`)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    holds: true,
    receipt: { userId: 42, sequence: 1 },
    differences: [],
  })
})

it('an answer that was changed around its true receipt ends with 1, and says where', async () => {
  const answer = { outcome: 'approved', activityId: 1, userId: 42, sequence: 99, receipt }
  const { code, stdout } = await verify('- --receipt-keys keys.json', JSON.stringify(answer))
  expect(stdout).toContain('the answer was changed: its sequence is 99, that of the receipt 1')
  expect(stdout).toContain('the receipt does not hold')
  expect(code).toBe(1)
})

it('a changed receipt ends with 1, and says so', async () => {
  const [mark, kid, payload, ...rest] = receipt.split('.')
  const forged = Buffer.from(payload!, 'base64url').toString().replace('"userId":42', '"userId":43')
  const text = [mark, kid, Buffer.from(forged).toString('base64url'), ...rest].join('.')
  const { code, stdout } = await verify('- --receipt-keys keys.json', text)
  expect(code).toBe(1)
  expect(stdout).toContain('the signature is wrong')
})

it('another database ends with 1, and says what differs', async () => {
  const { code, stdout } = await verify('answer.json --receipt-keys keys.json --database sqlite:other.db')
  expect(code).toBe(1)
  expect(stdout).toContain('the database has not seen')
})

it.each([
  ['answer.json', 'name the keys of receipts with --receipt-keys'],
  ['answer.json --receipt-keys answer.json', 'holds no keys of receipts'],
  ['missing.json --receipt-keys keys.json', "missing.json can't be read"],
])('axon verify --receipt %s: exit 2', async (options, why) => {
  const { code, stderr } = await verify(options)
  expect({ code, isSaid: stderr.includes(why) }).toEqual({ code: 2, isSaid: true })
})
