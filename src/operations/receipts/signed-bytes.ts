/** What a receipt begins with; the number is that of its form. */
export const RECEIPT_MARK = 'axr1'

/** What is signed for a tree of receipts: nothing else that the key signs can be taken for it. */
export const signedBytes = (root: Buffer): Buffer => Buffer.concat([Buffer.from(`${RECEIPT_MARK}:`), root])
