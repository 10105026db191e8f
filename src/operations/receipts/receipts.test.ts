import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkReceipt } from './check-receipt.ts'
import type { Receipt } from './receipt.ts'
import { newReceiptKey, publicKeysOf, receiptKeysOf } from './receipt-keys.ts'
import { ReceiptSigner } from './receipt-signer.ts'

const pem = newReceiptKey()
const keys = receiptKeysOf(pem)!
const publicKeys = publicKeysOf(JSON.stringify({ keys: keys.published }))!
const signer = new ReceiptSigner(keys)

const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const arbitraryReceipt: fc.Arbitrary<Receipt> = fc.record({
  activityId: id,
  userId: id,
  outcome: fc.constantFrom('approved', 'rejected', 'duplicate', 'pending'),
  sequence: fc.option(id),
  decidedAt: fc.option(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) })),
  position: fc.record({ source: fc.string({ unit: 'grapheme' }), partition: fc.nat(), offset: fc.nat() }),
})

it('whatever is signed together, each receipt says what it said', () =>
  fc.assert(
    fc.asyncProperty(fc.array(arbitraryReceipt, { minLength: 1, maxLength: 150 }), async (receipts) => {
      const texts = await Promise.all(receipts.map((receipt) => signer.sign(receipt)))
      expect(texts.map((text) => checkReceipt(text, publicKeys))).toEqual(
        receipts.map((receipt) => ({ receipt })),
      )
    }),
    { numRuns: 30 },
  ))

it('a receipt in which one character was changed is refused', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryReceipt, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      fc.constantFrom(...'ABab01-_.'),
      async (receipts, place, character) => {
        const [text] = (await Promise.all(receipts.map((receipt) => signer.sign(receipt)))) as [string]
        const at = place % text.length
        const changed = text.slice(0, at) + character + text.slice(at + 1)
        const result = checkReceipt(changed, publicKeys)
        // The last character of a part may have bits that say nothing.
        if ('receipt' in result) expect(result).toEqual({ receipt: receipts[0] })
        const parts = (receipt: string) =>
          receipt.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'))
        expect('receipt' in result).toBe(
          parts(changed).join() === parts(text).join() && changed.startsWith(text.slice(0, 22)),
        )
      },
    ),
  ))

it('the parts of two receipts do not make a third', async () => {
  const position = { source: 'http:shop/1', partition: 0, offset: 7 }
  const receipt = {
    activityId: 1,
    userId: 42,
    outcome: 'rejected',
    sequence: null,
    decidedAt: 0,
    position,
  } as const
  const [rejected, approved] = await Promise.all([
    signer.sign(receipt),
    signer.sign({ ...receipt, userId: 43, outcome: 'approved', sequence: 1 }),
  ])
  const [mark, kid, payload] = rejected.split('.')
  const [, , otherPayload, path, signature] = approved.split('.')
  const mixed = [mark, kid, payload, path, signature].join('.')
  expect(checkReceipt(mixed, publicKeys)).toEqual({
    problem: 'the signature is wrong: the receipt was changed',
  })
  expect(checkReceipt([mark, kid, otherPayload, '', signature].join('.'), publicKeys)).toHaveProperty(
    'problem',
  )
})

it.each(['', 'axr1', 'axr1....', 'axr2.a.b.c.d', 'eyJhbGciOiJub25lIn0.e30.'])('%j is no receipt', (text) => {
  expect(checkReceipt(text, publicKeys)).toHaveProperty('problem')
})

it('a receipt of another key is refused; a file may hold the key before', async () => {
  const younger = receiptKeysOf(newReceiptKey() + pem)!
  const position = { source: 'http:shop/1', partition: 0, offset: 7 }
  const receipt = {
    activityId: 1,
    userId: 42,
    outcome: 'approved',
    sequence: 1,
    decidedAt: 0,
    position,
  } as const
  const text = await new ReceiptSigner(younger).sign(receipt)
  expect(checkReceipt(text, publicKeys)).toHaveProperty('problem')
  expect(younger.published).toHaveLength(2)
  const both = publicKeysOf(JSON.stringify({ keys: younger.published }))!
  expect(checkReceipt(text, both)).toEqual({ receipt })
  expect(checkReceipt(await signer.sign(receipt), both)).toEqual({ receipt })
})

it.each([
  '',
  'no key',
  '{"keys": [{"kty": "RSA"}]}',
  '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
])('%j is no file of keys', (text) => {
  expect(receiptKeysOf(text)).toBeNull()
  expect(publicKeysOf(text)).toBeNull()
})

it('what is published holds no secret', () => {
  const secret = pem.split('\n')[1]!
  expect(JSON.stringify(keys.published)).not.toContain(
    Buffer.from(secret, 'base64').subarray(-32).toString('base64url'),
  )
  expect(Object.keys(keys.published[0]!)).not.toContain('d')
})
