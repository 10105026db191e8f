import stringWidth from 'string-width'

const PLAIN = /^[\x20-\x7e]*$/

/** Characters whose width is kept: more than any alphabet, less than all of Unicode. */
const MOST_KNOWN = 20_000

const known = new Map<string, number>()

/**
 * How many cells of a terminal the text takes, character by character, as terminals count: Korean letters and emoji take two,
 * marks that stand on the letter before none. It must be free of escape sequences.
 */
export function cellWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let cells = 0
  for (const character of text) cells += widthOf(character)
  return cells
}

function widthOf(character: string): number {
  let width = known.get(character)
  if (width === undefined) {
    width = stringWidth(character)
    if (known.size < MOST_KNOWN) known.set(character, width)
  }
  return width
}
