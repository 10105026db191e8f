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
    .option('--verbose', 'show the stack of an error')

/** Parses an integer option, or refuses it with its bounds. */
export const integer =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be an integer from ${least} to ${most}.`)
  }
