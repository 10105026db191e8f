import { type Command, InvalidArgumentError, Option } from 'commander'
import { DEFAULT_DATABASE_URL } from '../../stores/database-url.ts'

/** Options that every command with a database has. */
export interface DatabaseOptions {
  /** The URL as it was given: commands read it once (`parseDatabaseUrl`). */
  readonly database: string
  readonly verbose?: boolean
}

export const withDatabase = (command: Command): Command =>
  command
    .addOption(
      new Option('--database <url>', 'sqlite:PATH, sqlite::memory: or postgres://user@host/name')
        .env('DATABASE_URL')
        .default(DEFAULT_DATABASE_URL),
    )
    .addOption(new Option('--verbose', 'show the stack of an error').helpGroup('Options:'))

/** Parses an integer option, or refuses it with its bounds. */
export const integer =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be an integer from ${least} to ${most}.`)
  }

/** Takes any text but none: an empty value is a variable that somebody forgot to set. */
export function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.')
  return text
}

/** Parses an id of CONTRACT §1. */
export const id = integer(1, Number.MAX_SAFE_INTEGER)

/** Parses how often something is tried again after an outage. */
export const retries = integer(0, 1_000)
export const DEFAULT_RETRIES = 10

/** Parses how many messages a transaction may hold (CONTRACT §4). */
export const batchSize = integer(1, 100_000)
/** Chosen by measurement (docs/performance.md): larger ones gain nothing, and cost memory and latency. */
export const DEFAULT_BATCH_SIZE = 5_000
