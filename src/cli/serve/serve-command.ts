import { hostname } from 'node:os'
import { Command, InvalidArgumentError, Option } from 'commander'
import { isNetwork } from '../../http/limits/client-addresses.ts'
import { rateLimit } from '../../http/limits/rate-limit.ts'
import type { BucketSize } from '../../http/limits/token-buckets.ts'
import { BOTH_TOPICS, consumedTopics } from '../shared/consume-topics.ts'
import { shortName } from '../shared/identity/short-name.ts'
import { withKafka } from '../shared/kafka-options.ts'
import { withMonitoring } from '../shared/monitoring-options.ts'
import { batchSize, integer, notEmpty, withDatabase } from '../shared/options.ts'
import { PLACES, sinkPlace } from '../shared/sinks/sink-place.ts'
import type { ServeOptions } from './serve-options.ts'

const DEFAULT_PORT = 8_787
const MAX_PORT = 65_535
/** On SQLite a batch keeps the event loop until it is committed: larger ones make everybody wait. */
const DEFAULT_BATCH_SIZE = 500
const DEFAULT_MAX_STREAMS = 5_000
const MAX_STREAMS = 100_000
const MAX_DRAIN_SECONDS = 600

const EXAMPLES = `
Examples:
  axon serve --dev                           then open http://127.0.0.1:8787/demo
  export AXON_JWT_SECRET="$(openssl rand -base64 48)"
  axon serve --jwt-audience axon
  axon serve --database postgres://axon@localhost/shop --jwks-url https://login.shop.example/keys --jwt-audience axon
  curl -X POST localhost:8787/v1/activities/9/entries -H "Authorization: Bearer $(axon token --user 42)" --json '{}'

The answer to a request is its decision, after the commit. GET /openapi.json lists the routes, GET /docs shows them.`

export function serveCommand(): Command {
  const command = new Command('serve')
    .optionsGroup('Where it listens:')
    .option('--host <host>', 'address to listen on; 0.0.0.0: all', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0: any free one', integer(0, MAX_PORT), DEFAULT_PORT)
    .option('--trust-proxy <list>', 'proxies whose X-Forwarded-For counts: addresses and networks', proxies)
    .option(
      '--drain-delay <seconds>',
      'how long to go on after a signal, so that load balancers notice',
      integer(0, MAX_DRAIN_SECONDS),
      0,
    )
    .optionsGroup('Where requests go, and how they are answered:')
    .addOption(
      new Option(
        '--to <where>',
        'where requests go: database decides them here, kafka leaves it to axon consume',
      )
        .choices(['database', 'kafka'])
        .default('database'),
    )
    .option('--name <name>', `how the database calls this service (default: ${hostname()}-PORT)`, shortName)
    .option('--batch-size <n>', 'messages per transaction at most', batchSize, DEFAULT_BATCH_SIZE)
    .option(
      '--receipt-key-file <file>',
      'the Ed25519 key (PEM) that receipts are signed with; default: a fresh one per start',
    )
  withDatabase(command)
  withKafka(command.optionsGroup('Kafka:'))
  command
    .addOption(
      new Option(
        '--topics <list>',
        'commands=NAME,occurrences=NAME: other topics than the usual (--to kafka)',
      )
        .argParser(consumedTopics)
        .default(consumedTopics(BOTH_TOPICS), BOTH_TOPICS),
    )
    .optionsGroup('Who may ask:')
    .option('--jwt-secret-file <file>', 'the secret that user tokens are signed with (else AXON_JWT_SECRET)')
    .option('--jwks-file <file>', 'the public keys of user tokens, as a JSON Web Key Set')
    .option('--jwks-url <url>', 'where the login publishes them (https)')
    .option('--jwt-issuer <issuer>', 'the claim iss that tokens must have', notEmpty)
    .option('--jwt-audience <audience>', 'the claim aud that tokens must have', notEmpty)
    .option('--jwt-any-audience', 'take tokens for whomever they are')
    .option('--jwt-user-claim <name>', 'the claim that holds the user', notEmpty, 'sub')
    .optionsGroup('Limits:')
    .addOption(
      new Option('--limit-user <rate>', 'requests for entries of a user: 5/s, 30/m; 0: no limit')
        .argParser(limit)
        .default(limit('5/s'), '5/s'),
    )
    .addOption(
      new Option('--limit-ip <rate>', 'the same of an address, which many users may share')
        .argParser(limit)
        .default('none'),
    )
    .option('--max-streams <n>', 'open streams at most', integer(0, MAX_STREAMS), DEFAULT_MAX_STREAMS)
    .optionsGroup('Behaviours:')
    .addOption(
      new Option(
        '--behavior-log <where>',
        `where behaviours of browsers go: ${PLACES} (default: file:behavior-logs)`,
      ).argParser(sinkPlace('--behavior-log')),
    )
    .option(
      '--drop-query <names>',
      'query parameters that are taken out of URLs too, beside token, code, password, email, session, key …',
      queryNames,
    )
  command
    .optionsGroup('Admin pages:')
    .option(
      '--admin-port <n>',
      'the admin pages, on a port of their own; 0: any free one (default: none; with --dev: the next port)',
      integer(0, MAX_PORT),
    )
    .option('--admin-host <host>', 'address that they listen on (default: 127.0.0.1)', notEmpty)
    .option(
      '--admin-origin <origin>',
      'https://NAME by which browsers ask for them, through a proxy',
      notEmpty,
    )
  withMonitoring(command.optionsGroup('Log and metrics:'))
  return command
    .option('--dashboard', 'show the live dashboard (the default on a terminal)')
    .option('--no-dashboard', 'show the log only')
    .option(
      '--json',
      'print where it listens as one JSON object: the first line, also before behaviours on stdout',
    )
    .optionsGroup('To try it:')
    .option(
      '--dev',
      'to try it: a shop page at /demo where anyone logs in as whom he likes, on this machine only',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve.ts')
      process.exitCode = await serve(options)
    })
}

function limit(text: string): BucketSize | 'none' {
  const size = rateLimit(text)
  if (size === undefined) throw new InvalidArgumentError('It must be a rate such as 5/s or 30/m, or 0.')
  return size ?? 'none'
}

function queryNames(text: string): string {
  if (/^[^\s,&=?#]+(\s*,\s*[^\s,&=?#]+)*$/.test(text)) return text
  throw new InvalidArgumentError('It must be names of query parameters, separated by commas.')
}

function proxies(text: string): readonly string[] {
  const list = text.split(',').map((entry) => entry.trim())
  if (list.every(isNetwork)) return list
  throw new InvalidArgumentError('It must be addresses and networks such as 10.0.0.0/8, separated by commas.')
}
