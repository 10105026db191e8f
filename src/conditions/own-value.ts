/** The own property `key` of an object; undefined of anything else, an array included. Runs no getter. */
export function ownValue(of: unknown, key: string): unknown {
  if (of === null || typeof of !== 'object' || Array.isArray(of)) return undefined
  return Object.getOwnPropertyDescriptor(of, key)?.value
}
