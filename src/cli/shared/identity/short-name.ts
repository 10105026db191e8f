import { InvalidArgumentError } from 'commander'

const MOST_LENGTH = 100

/** Parses a name that people give, or refuses it: 1 to 100 characters that can be seen. */
export function shortName(text: string): string {
  const name = text.normalize('NFC').trim()
  if (
    name.length >= 1 &&
    name.length <= MOST_LENGTH &&
    name.isWellFormed() &&
    !/[\p{C}\p{Z}]/u.test(name.replaceAll(' ', ''))
  ) {
    return name
  }
  throw new InvalidArgumentError(`It must have 1 to ${MOST_LENGTH} characters, and none that can't be seen.`)
}
