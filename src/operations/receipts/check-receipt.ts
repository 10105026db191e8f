import { type KeyObject, verify } from 'node:crypto'
import { rootOf } from './hash-tree.ts'
import type { Receipt } from './receipt.ts'
import { receiptOfText } from './receipt-text.ts'
import { RECEIPT_MARK, signedBytes } from './signed-bytes.ts'

/** A receipt whose signature is good, or what is wrong with it. */
export type CheckedReceipt = { readonly receipt: Receipt } | { readonly problem: string }

/** Checks the signature of a receipt with the published keys, by their names. */
export function checkReceipt(text: string, keys: ReadonlyMap<string, KeyObject>): CheckedReceipt {
  const [mark, kid = '', payload, pathText, signature, ...more] = text.split('.')
  if (
    mark !== RECEIPT_MARK ||
    payload === undefined ||
    pathText === undefined ||
    !signature ||
    more.length > 0
  ) {
    return { problem: 'this is no receipt' }
  }
  const key = keys.get(kid)
  if (!key) return { problem: `the receipt is signed with another key (${JSON.stringify(kid.slice(0, 64))})` }
  const signed = Buffer.from(payload, 'base64url').toString()
  const root = rootOf(signed, Buffer.from(pathText, 'base64url'))
  const receipt = receiptOfText(signed)
  const isSigned = root !== null && verify(null, signedBytes(root), key, Buffer.from(signature, 'base64url'))
  return isSigned && receipt ? { receipt } : { problem: 'the signature is wrong: the receipt was changed' }
}
