import { isoInstant } from '../../domain/iso-instant.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import type { Explanation } from '../../reads/explanation.ts'
import type { ReceiptProof } from './receipt-proof.ts'

const UNSIGNED_FIELDS = ['productId', 'quantity', 'price', 'reason', 'requestedAt'] as const

/** What an answer to an entry says beside what its receipt signs; undefined: nothing. */
export type UnsignedFields = { readonly [name in (typeof UNSIGNED_FIELDS)[number]]?: unknown }

/** What the database holds of an entry, as an answer says it. */
export const fieldsOf = ({ product, quantity, price, rejectReason, requestedAt }: Explanation) => ({
  productId: product.id,
  quantity,
  price,
  reason: rejectReason,
  requestedAt: isoInstant(requestedAt),
})

/** Where an answer says something else than the database, and which of its fields can't be held against it. */
export function proofOfFields(said: UnsignedFields, kept: UnsignedFields): ReceiptProof {
  const names = UNSIGNED_FIELDS.filter((name) => said[name] !== undefined)
  const lost = names.filter((name) => kept[name] === undefined)
  return {
    differences: names
      .filter((name) => kept[name] !== undefined && kept[name] !== said[name])
      .map((name) => `the ${name} is ${terminalJson(kept[name])}, not ${terminalJson(said[name])}`),
    note: lost.length === 0 ? null : `not kept, so not compared: ${lost.join(', ')}`,
  }
}
