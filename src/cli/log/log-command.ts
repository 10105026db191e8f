import { Command, InvalidArgumentError } from 'commander'
import { instantRule } from '../../messages/field-rules.ts'
import { durationMs } from '../shared/identity/duration.ts'
import { integer, withDatabase } from '../shared/options.ts'
import type { LogOptions } from './log-options.ts'

const MOST_CHANGES = 10_000

const EXAMPLES = `
Examples:
  axon log                                   the newest changes
  axon log --since 7d --json                 those of a week, from what to what, as JSON
  axon log --since 2026-11-27T00:00:00Z

Every key, site and seed, and all that is saved through the admin pages and the command line, is in it; nothing is taken out of it.`

export function logCommand(): Command {
  const command = new Command('log')
    .option('--since <time>', 'not before this: 7d, 12h, or an instant such as 2026-11-27T00:00:00Z', since)
    .option('--limit <n>', 'changes at most', integer(1, MOST_CHANGES), 50)
    .option('--json', 'print them as one JSON object, with what was before and after')
    .addHelpText('after', EXAMPLES)
    .action(async (options: LogOptions) => {
      const { log } = await import('./log.ts')
      process.exitCode = await log(options)
    })
  return withDatabase(command)
}

function since(text: string): number {
  const at = instantRule.read(text)
  if (at !== null) return at
  try {
    return Date.now() - durationMs(text)
  } catch {
    throw new InvalidArgumentError('It must be a time such as 7d or 12h, or an instant with a zone.')
  }
}
