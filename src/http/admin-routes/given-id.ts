/** An id as a path or a query has it; null: nothing can have that one. */
export function givenId(text: string | undefined): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
