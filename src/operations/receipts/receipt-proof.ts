/** Whether the database says what a receipt says. */
export interface ReceiptProof {
  /** What is different, a sentence each; empty: the receipt is proven. */
  readonly differences: readonly string[]
  /** What more there is to know; null: nothing. */
  readonly note: string | null
}
