/** The own property `key` of an object; undefined of anything else, an array included. Runs no getter. */
export const ownValue = (of: unknown, key: string): unknown => {
  const isObject = Object(of) === of && !Array.isArray(of)
  return isObject ? Object.getOwnPropertyDescriptor(of, key)?.value : undefined
}
