/** The own property `key` of an object; undefined of anything else, an array included. */
export const ownValue = (of: unknown, key: string): unknown => {
  const hasKey = Object(of) === of && !Array.isArray(of) && Object.hasOwn(of as object, key)
  return hasKey ? (of as Record<string, unknown>)[key] : undefined
}
