/** Whether both databases can keep this text: no U+0000 and no lone surrogate (CONTRACT §1). */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}
