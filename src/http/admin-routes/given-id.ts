/** An id as a path or a query has it; null: nothing can have that one. */
export function givenId(text: string | undefined): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

/** A filter by an id; undefined: there is none. One that nothing can have finds nothing. */
export const idOrNone = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : (givenId(text) ?? 0)
