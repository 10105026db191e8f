import { exactJson, mayHoldExactNumbers, parseExactly } from '../../messages/exact-json.ts'

/**
 * JSON as text that does not depend on who stored it: the keys of every object in the order of their UTF-8 bytes, no white space,
 * strings as `JSON.stringify` writes them, numbers as `exactDecimal` does. Keys such as `__proto__` are data like any other.
 * @throws SyntaxError if it is no JSON.
 */
export function canonicalJson(json: string): string {
  return mayHoldExactNumbers(json)
    ? exactJson(parseExactly(json), canonical).json
    : canonical(JSON.parse(json))
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort(byUtf8)
    .map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`)
  return `{${members.join(',')}}`
}

/** JavaScript orders by UTF-16 code units, which puts a key with an emoji before one with a full-width letter. */
function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
