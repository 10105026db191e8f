/**
 * A JSON value as text that does not depend on who stored it: the keys of every object in the order of their UTF-8 bytes, no
 * white space, numbers and strings as `JSON.stringify` writes them. Keys such as `__proto__` are data like any other.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort(byUtf8)
    .map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`)
  return `{${members.join(',')}}`
}

/** JavaScript orders by UTF-16 code units, which puts a key with an emoji before one with a full-width letter. */
function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
