import { Command, InvalidArgumentError, Option } from 'commander'
import { DEAD_LETTER_REASONS, DEAD_LETTER_STATUSES } from '../../domain/outcome.ts'
import { DEFAULT_RETRIES, id, integer, retries, withDatabase } from '../shared/options.ts'
import type {
  DeadLetterOptions,
  ExportOptions,
  ListOptions,
  RetryCommandOptions,
} from './dead-letters-options.ts'

const EXAMPLES = `
Examples:
  axon dead-letters list --reason UNKNOWN_PRODUCT
  axon dead-letters list --all --limit 100000 --csv > dead-letters.csv
  axon dead-letters show 17                  all that is known of it, its bytes as text
  axon dead-letters retry                    run all PENDING ones through the pipeline again
  axon dead-letters discard 17 18            give them up; they are kept
  axon dead-letters export --all --out dead-letters.jsonl

A dead letter is PENDING until a retry goes through (RETRIED) or someone gives it up (DISCARDED).`

const LIST_LIMIT = 50
const MAX_LIST_LIMIT = 100_000

export function deadLettersCommand(): Command {
  const group = new Command('dead-letters').addHelpText('afterAll', EXAMPLES)
  const commands = [listCommand(), showCommand(), retryCommand(), discardCommand(), exportCommand()]
  for (const command of commands) group.addCommand(withDatabase(command))
  return group
}

function listCommand(): Command {
  return withFilters(new Command('list'))
    .description('list dead letters, PENDING ones unless told otherwise')
    .addOption(statusOption())
    .option('--all', 'those of every status')
    .option('--after <id>', 'only those with a greater id', integer(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--limit <n>', 'how many at most', integer(1, MAX_LIST_LIMIT), LIST_LIMIT)
    .addOption(new Option('--json', 'print them as one JSON object').conflicts('csv'))
    .option('--csv', 'print them as CSV')
    .action(async (options: ListOptions) => {
      const { listDeadLetters } = await import('./list.ts')
      process.exitCode = await listDeadLetters(options)
    })
}

function showCommand(): Command {
  return new Command('show')
    .description('show one dead letter and its bytes')
    .argument('<id>', 'as in the list', id)
    .option('--json', 'print it as one JSON object')
    .action(async (id: number, options: DeadLetterOptions) => {
      const { showDeadLetter } = await import('./show.ts')
      process.exitCode = await showDeadLetter(id, options)
    })
}

function retryCommand(): Command {
  return withFilters(new Command('retry'))
    .description('run the kept bytes of PENDING dead letters through the pipeline again')
    .argument('[ids...]', 'only these (default: all that are PENDING)', ids)
    .option('--all', 'all that are PENDING, which is the default')
    .option('--retries <n>', 'tries again after an outage of the database', retries, DEFAULT_RETRIES)
    .option('--json', 'print the summary as one JSON object')
    .action(async (wanted: readonly number[] | undefined, options: RetryCommandOptions) => {
      const { retryDeadLetters } = await import('./retry.ts')
      process.exitCode = await retryDeadLetters(wanted ?? [], options)
    })
}

function discardCommand(): Command {
  return withFilters(new Command('discard'))
    .description('give PENDING dead letters up: they are kept, but not retried any more')
    .argument('[ids...]', 'these; else a filter, or --all', ids)
    .option('--all', 'all that are PENDING')
    .option('--json', 'print the summary as one JSON object')
    .action(async (wanted: readonly number[] | undefined, options: DeadLetterOptions) => {
      const { discardDeadLetters } = await import('./discard.ts')
      process.exitCode = await discardDeadLetters(wanted ?? [], options)
    })
}

function exportCommand(): Command {
  return withFilters(new Command('export'))
    .description(
      'write dead letters as JSONL, PENDING ones unless told otherwise; bytes that are no text as base64',
    )
    .addOption(statusOption())
    .option('--all', 'those of every status')
    .option('--out <file>', 'the file to write (default: standard output)')
    .action(async (options: ExportOptions) => {
      const { exportDeadLetters } = await import('./export.ts')
      process.exitCode = await exportDeadLetters(options)
    })
}

const withFilters = (command: Command): Command =>
  command
    .addOption(new Option('--reason <reason>', 'only those with this reason').choices(DEAD_LETTER_REASONS))
    .option('--source <source>', 'only those from this source: kafka:<topic> or file:<absolute path>')

const statusOption = (): Option =>
  new Option('--status <status>', 'only those with this status')
    .choices(DEAD_LETTER_STATUSES)
    .conflicts('all')

/** More would be more parameters than a statement of SQLite may have. */
const MAX_IDS = 10_000

function ids(text: string, earlier: readonly number[] = []): readonly number[] {
  if (earlier.length >= MAX_IDS) throw new InvalidArgumentError(`At most ${MAX_IDS} ids.`)
  return [...earlier, id(text)]
}
