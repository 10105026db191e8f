import { Command, InvalidArgumentError, Option } from 'commander'
import { ELASTICSEARCH_CREDENTIALS } from '../../behavior-log/elasticsearch/elasticsearch-variables.ts'
import { DEFAULT_SINK_PLACE, type ElasticsearchPlace } from '../../behavior-log/place/sink-place.ts'
import type { ReadablePlace } from '../../behavior-log/reading/open-reader.ts'
import { BROWSER_TRIGGERS } from '../../conditions/browser-triggers.ts'
import { CommandError } from '../shared/command-error.ts'
import { durationMs } from '../shared/identity/duration.ts'
import { id, integer, notEmpty } from '../shared/options.ts'
import { sinkPlace } from '../shared/sinks/sink-place.ts'
import type { SetupOptions, TailOptions } from './logs-options.ts'

const DEFAULT_LINES = 20
const MOST_LINES = 10_000

const EXAMPLES = `
Examples:
  axon logs setup --to elasticsearch+https://es.example:9200/axon-behavior --retention 30d
  axon logs tail                                                   the last 20 behaviours in the folder behavior-logs
  axon logs tail --event 7 --since 1h --follow
  axon logs tail --from elasticsearch+http://127.0.0.1:9200/axon-behavior --user 42 --json

docs/logs.md tells where behaviours go, and by which ways.`

const SETUP_EXAMPLES = `
Examples:
  axon logs setup --to elasticsearch+http://127.0.0.1:9200/axon-behavior
  axon logs setup --to elasticsearch+https://es.example:9200/axon-behavior --retention 30d

Again changes nothing, and a newer version of Axon brings it up to date; indices that exist keep the mapping that they have.
Credentials: ${ELASTICSEARCH_CREDENTIALS}.
Exit codes: 0 it is set up; 1 the server is away, refuses it or can't delete what is old; 2 wrong usage.`

const TAIL_EXAMPLES = `
Examples:
  axon logs tail --trigger CLICK --site shop -n 100
  axon logs tail --from file:/var/lib/axon/behaviors --user 42 --since 1d --json
  axon logs tail --from elasticsearch+http://127.0.0.1:9200/axon-behavior --follow

The newest are last, by when they were received. --json prints them as they are kept, a line each.`

export function logsCommand(): Command {
  return new Command('logs')
    .addHelpText('after', EXAMPLES)
    .addCommand(setupCommand())
    .addCommand(tailCommand())
}

function setupCommand(): Command {
  return new Command('setup')
    .description('make the index template that behaviours need, and the policy that deletes old ones')
    .addOption(
      new Option('--to <where>', 'elasticsearch+https://HOST:9200/NAME')
        .argParser(index)
        .makeOptionMandatory(),
    )
    .option(
      '--retention <time>',
      'delete an index when it is so old: 30d (default: what is set stays)',
      retention,
    )
    .option('--json', 'print what was done as one JSON object')
    .option('--verbose', 'show the stack of an error')
    .addHelpText('after', SETUP_EXAMPLES)
    .action(async (options: SetupOptions) => {
      const { setupLogs } = await import('./setup.ts')
      process.exitCode = await setupLogs(options)
    })
}

function tailCommand(): Command {
  return new Command('tail')
    .description('show the newest behaviours')
    .addOption(
      new Option('--from <where>', 'file:DIR, or elasticsearch+https://HOST:9200/NAME')
        .argParser(readable)
        .default(DEFAULT_SINK_PLACE, 'file:behavior-logs'),
    )
    .option('--event <id>', 'only those of an event', id)
    .addOption(new Option('--trigger <type>', 'only those of a trigger type').choices(BROWSER_TRIGGERS))
    .option('--user <id>', 'only those of a user, or of an anonymous id', notEmpty)
    .option('--site <name>', 'only those of a site', notEmpty)
    .option('--since <time>', 'only those that were received within this time: 1h, 30m', durationMs)
    .option('-n, --lines <n>', 'how many', integer(1, MOST_LINES), DEFAULT_LINES)
    .option('-f, --follow', 'then show what comes, until a signal')
    .option('--json', 'print them as they are kept, a line of JSON each')
    .option('--verbose', 'show the stack of an error')
    .addHelpText('after', TAIL_EXAMPLES)
    .action(async (options: TailOptions) => {
      const { tailLogs } = await import('./tail.ts')
      process.exitCode = await tailLogs(options)
    })
}

function index(text: string): ElasticsearchPlace {
  const place = sinkPlace('--to')(text)
  if (place.kind === 'elasticsearch') return place
  throw new CommandError(
    '--to: only Elasticsearch and OpenSearch need it: elasticsearch+https://HOST:9200/NAME',
    2,
  )
}

function readable(text: string): ReadablePlace {
  const place = sinkPlace('--from')(text)
  if (place.kind === 'elasticsearch' || place.kind === 'file') return place
  throw new CommandError('--from: only file:DIR and elasticsearch+https://HOST:9200/NAME can be looked at', 2)
}

/** Both kinds of server read it as it is. */
function retention(text: string): string {
  if (/^[1-9]\d{0,4}[dh]$/.test(text)) return text
  throw new InvalidArgumentError('It must be a time such as 30d or 12h.')
}
