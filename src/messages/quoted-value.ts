const MAX_SHOWN = 60

/**
 * A value of a message as an error text shows it: strings as short JSON, arrays and objects by their name only (they may be
 * nested too deep for `JSON.stringify`). `literal`: what the message itself wrote for a number, where that is known.
 */
export function quotedValue(value: unknown, literal: string | undefined): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value))
  if (typeof value === 'number') return shortened(literal ?? (Object.is(value, -0) ? '-0' : String(value)))
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`
}
