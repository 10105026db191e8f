import stringWidth from 'string-width'

const PLAIN = /^[\x20-\x7e]*$/

/** How many cells of a terminal the text takes: Korean letters and emoji take two. Escape sequences take none. */
export function cellWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text)
}
