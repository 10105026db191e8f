import { randomBytes } from 'node:crypto'
import { Command, InvalidArgumentError, Option } from 'commander'
import { parseDatabaseUrl } from '../src/stores/database-url.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { countOption } from './count-option.ts'
import { compareWithDatabase } from './sale/compare-with-database.ts'
import { playSale } from './sale/play-sale.ts'
import { saleReport } from './sale/sale-report.ts'
import { type SaleSetup, startSaleServices } from './sale/sale-services.ts'
import type { NoAnswer } from './sale/shopper.ts'
import { UserTokens } from './sale/user-tokens.ts'

const INTERRUPTED = 130
const SAME_SIGNAL_MS = 500

interface Options {
  readonly users: number
  readonly rate: number
  readonly think: readonly [number, number]
  readonly patience: number
  readonly pieces: number
  readonly activity: number
  readonly firstUser: number
  readonly setup: SaleSetup
  readonly url?: readonly string[]
  readonly database?: string
}

const program = new Command('sale')
  .description('plays a sale against axon serve, and holds what every user was told against the database')
  .option('--users <n>', 'how many come, each once', countOption, 20_000)
  .option('--rate <n/s>', 'how many come in a second, whether or not those before were answered', rate, 2_000)
  .option(
    '--think <ms>',
    'how long they look at the activity before they click: 500, 200-3000',
    think,
    [0, 0],
  )
  .option('--patience <seconds>', 'when who gets no answer gives up', seconds, 60_000)
  .addOption(
    new Option('--setup <name>', 'what to start').choices(['sqlite', 'postgres', 'kafka']).default('sqlite'),
  )
  .option('--pieces <n>', 'how many there are of what is sold there', countOption, 100)
  .option('--url <url>', 'an axon serve that runs already; again for each further one', urls)
  .option('--database <url>', 'its database')
  .option('--activity <id>', 'what they want there', countOption, 1)
  .option('--first-user <id>', 'the id of the first user; the others follow', countOption, 1)
  .addHelpText(
    'after',
    '\nWith --url the tokens are signed with AXON_JWT_SECRET, for the audience axon; mind --limit-ip.\nCtrl-C ends the sale early, and shows what was reached.\nExit codes: 0 every last answer is what the database has, 1 it is not, 130 it was ended early.',
  )
program.parse()
const options = program.opts<Options>()

/** The first Ctrl-C ends the sale early, another one the process: a terminal may send one of them twice. */
const stop = new AbortController()
let stoppedAt = Number.POSITIVE_INFINITY
process.on('SIGINT', () => {
  if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(INTERRUPTED)
  if (!stop.signal.aborted) stoppedAt = performance.now()
  stop.abort()
})

const secret = (options.url && process.env.AXON_JWT_SECRET) ?? randomBytes(32).toString('hex')
const { url, database: databaseUrl } = options
if (url && (databaseUrl === undefined || !process.env.AXON_JWT_SECRET)) {
  program.error('with --url name its --database, and set AXON_JWT_SECRET', { exitCode: 2 })
}
const services = url
  ? { urls: url, database: databaseUrl!, stop: async () => {} }
  : await startSaleServices(options.setup, options.pieces, secret).then(({ url, ...rest }) => ({
      urls: [url],
      ...rest,
    }))
try {
  const answers = new Map<number | NoAnswer, number>()
  const played = await playSale(
    services.urls,
    new UserTokens(secret),
    options,
    ({ answer }) => answers.set(answer, (answers.get(answer) ?? 0) + 1),
    stop.signal,
  )
  const database = await openDatabase(await parseDatabaseUrl(services.database))
  try {
    const comparison = await compareWithDatabase(database, options.activity, played.answers)
    console.log(saleReport(played, answers, comparison))
    const wrong = [...comparison.differences, ...wrongCount(comparison.approved, played.answers.length)]
    for (const difference of wrong) console.log(difference)
    console.log(
      wrong.length === 0
        ? 'every last answer is what the database has, and every invariant holds'
        : 'answers and database differ',
    )
    process.exitCode = wrong.length > 0 ? 1 : stop.signal.aborted ? INTERRUPTED : 0
  } finally {
    await database.close()
  }
} finally {
  await services.stop()
}

/** Of a shop that was made for this sale it is known how many must have got a piece. */
function wrongCount(approved: number, users: number): string[] {
  const { url, pieces } = options
  if (url || stop.signal.aborted || approved === Math.min(pieces, users)) return []
  return [`${approved} were approved, not ${Math.min(pieces, users)}`]
}

function rate(text: string): number {
  return countOption(text.replace(/\/s$/, ''))
}

function seconds(text: string): number {
  return countOption(text) * 1_000
}

function think(text: string): readonly [number, number] {
  const [, least, most = least] = /^(\d+)(?:-(\d+))?$/.exec(text.replace(/ms$/, '')) ?? []
  if (least === undefined) throw new InvalidArgumentError('It must be milliseconds: 500, or 200-3000.')
  return [Number(least), Number(most)]
}

function urls(text: string, earlier: readonly string[] = []): readonly string[] {
  if (!URL.canParse(text)) throw new InvalidArgumentError('It must be a URL such as http://127.0.0.1:8787.')
  return [...earlier, text]
}
