import { sign } from 'node:crypto'
import { HashTree } from './hash-tree.ts'
import type { Receipt } from './receipt.ts'
import type { ReceiptKeys } from './receipt-keys.ts'
import { receiptText } from './receipt-text.ts'
import { RECEIPT_MARK, signedBytes } from './signed-bytes.ts'

/** So many share a signature: with more of them each receipt gets longer, and hardly cheaper. */
const MOST_TOGETHER = 64

interface Waiting {
  readonly text: string
  readonly resolve: (receipt: string) => void
}

/**
 * Signs receipts. A signature takes 30 µs, half of what a decision costs under load; so all receipts that are wanted in the same turn of
 * the event loop share one, and each carries its path in a tree of hashes (docs/adr/0011-receipts.md).
 */
export class ReceiptSigner {
  readonly #keys: ReceiptKeys
  #waiting: Waiting[] = []

  constructor(keys: ReceiptKeys) {
    this.#keys = keys
  }

  /** The receipt as an opaque text. */
  sign(receipt: Receipt): Promise<string> {
    return new Promise((resolve) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#signAll())
      this.#waiting.push({ text: receiptText(receipt), resolve })
    })
  }

  #signAll(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (let at = 0; at < waiting.length; at += MOST_TOGETHER)
      this.#signSome(waiting.slice(at, at + MOST_TOGETHER))
  }

  #signSome(some: readonly Waiting[]): void {
    const tree = new HashTree(some.map(({ text }) => text))
    const signature = sign(null, signedBytes(tree.root), this.#keys.signing).toString('base64url')
    const kid = this.#keys.published[0]!.kid
    some.forEach(({ resolve }, at) => {
      const payload = tree.bytes(at).toString('base64url')
      resolve(`${RECEIPT_MARK}.${kid}.${payload}.${tree.path(at).toString('base64url')}.${signature}`)
    })
  }
}
