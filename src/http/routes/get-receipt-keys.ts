import { Type } from 'typebox'
import { ok } from './answer.ts'
import type { Route } from './route.ts'
import type { Services } from './services.ts'

const Key = Type.Object({
  kty: Type.Literal('OKP'),
  crv: Type.Literal('Ed25519'),
  x: Type.String(),
  kid: Type.String(),
  use: Type.Literal('sig'),
  alg: Type.Literal('EdDSA'),
})

/** The public keys that receipts are checked with. */
export const getReceiptKeys = ({ receiptKeys }: Services): Route => ({
  id: 'getReceiptKeys',
  method: 'GET',
  path: '/v1/receipt-keys',
  who: 'anyone',
  summary: 'The public keys of receipts, as a JSON Web Key Set',
  answers: { 200: { description: 'The keys.', schema: Type.Object({ keys: Type.Array(Key) }) } },
  answer: () => ok({ keys: receiptKeys }, 'ok', { 'cache-control': 'public, max-age=60' }),
})
