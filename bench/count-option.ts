import { InvalidArgumentError } from 'commander'

/** The value of an option that counts something. @throws InvalidArgumentError */
export function countOption(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be an integer from 1.')
  return value
}
