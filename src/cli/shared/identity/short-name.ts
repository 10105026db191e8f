import { InvalidArgumentError } from 'commander'
import { shortName as read, SHORT_NAME } from '../../../domain/text/short-name.ts'

/** Parses a name that people give, or refuses it. */
export function shortName(text: string): string {
  const name = read(text)
  if (name !== null) return name
  throw new InvalidArgumentError(`It must have ${SHORT_NAME}.`)
}
