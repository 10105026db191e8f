import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { UserTokens } from '../../bench/sale/user-tokens.ts'
import { randomNumbers } from '../../fixtures/random.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { checkTold } from './serve/check-told.ts'
import { Crowd } from './serve/crowd.ts'
import { lateAnswers } from './serve/late-answers.ts'
import type { Outage } from './serve/outage.ts'
import { strike } from './serve/strike.ts'
import { Strikes } from './serve/strikes.ts'
import { trialOptions } from './serve/trial-options.ts'
import { TrialSetup } from './serve/trial-setup.ts'

/**
 * `axon serve`, or what it needs, is killed (or frozen) at random moments while customers ask: what any of them was told is stored, nothing is
 * stored twice, and who asked again learned the truth. Counts the kills that cut off answers of decisions, and fails if none did.
 *
 *     npm run trial:serve -- [--kills N] [--to database|kafka] [--database sqlite|postgres]
 *       [--victim serve|frozen-serve|database|broker|consumer] [--customers N] [--seed N]
 */
/** Kills go on until one has cut an answer off, up to so many times more. */
const MOST_TIMES = 5
const options = trialOptions()
const { kills, victim, customers } = options
const random = randomNumbers(options.seed)
process.stdout.write(
  `${kills} kills of ${victim}, --to ${options.to} on ${options.database}, seed ${options.seed}\n`,
)

const startedAt = performance.now()
const setup = await TrialSetup.start(options)
try {
  const tokens = new UserTokens(setup.secret)
  const lag = monitorEventLoopDelay()
  lag.enable()
  const strikes = new Strikes()
  const crowd = new Crowd({ url: setup.url, isDirect: options.to === 'database' }, customers, tokens, strikes)
  const outages: Outage[] = []
  // No kill of a frozen process or of a consumer cuts an answer off; of the others it goes on until one has.
  const cutsOff =
    victim === 'serve' || victim === 'broker' || (victim === 'database' && options.to === 'database')
  const mostKills = cutsOff ? MOST_TIMES * kills : kills
  while (strikes.count < kills || (cutsOff && strikes.thatCutOff === 0 && strikes.count < mostKills)) {
    await crowd.hasHeard(customers)
    await wait(random() * 300) // the moment is random
    const outage = await strike({ setup, options, strikes, tokens, random })
    if (outage) outages.push(outage)
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    process.stderr.write(
      `${seconds} s: kill ${strikes.count} of ${kills}, ${strikes.thatCutOff} cut answers off\n`,
    )
  }
  await crowd.end()
  lag.disable()
  const keys = await (await fetch(`${setup.url}/v1/receipt-keys`)).text()
  const database = await openDatabase(setup.database)
  const differences = await checkTold(database, crowd, keys)
  await database.close()

  const statuses = [...crowd.statuses].map(([name, times]) => `${name} ${times}`).join(', ')
  process.stdout.write(
    `${strikes.count} kills in ${Math.round((performance.now() - startedAt) / 1_000)} s, ${crowd.users} customers, ${crowd.askedAgain} of them asked again\n` +
      `answers: ${statuses}; the slowest after ${Math.round(crowd.slowestMs)} ms\n` +
      `${strikes.thatCutOff} kills fell between a commit and its answers: ${crowd.cutOff} decisions were stored and their answers cut off, of ${crowd.foundOut} the service found out in time\n`,
  )
  for (const { refusal, notReadyAfterMs, backAfterMs } of outages)
    process.stdout.write(
      `an outage: ${refusal?.status} after ${Math.round(refusal?.afterMs ?? 0)} ms, /readyz 503 after ${Math.round(notReadyAfterMs)} ms, back after ${Math.round(backAfterMs)} ms\n`,
    )
  const wrong = [
    ...crowd.wrong.slice(0, 20),
    ...differences,
    ...(cutsOff && strikes.thatCutOff === 0 ? ['no kill fell between a commit and its answers'] : []),
    ...untold(crowd),
    ...lateAnswers(options, crowd, outages, lag.max / 1e6),
  ]
  for (const difference of wrong) process.stdout.write(`wrong: ${difference}\n`)
  if (wrong.length === 0) process.stdout.write('every answer is what the database has\n')
  else process.exitCode = 1
} finally {
  await setup.stop()
}

function untold({ last }: Crowd): string[] {
  const unknown = [...last.values()]
    .flatMap((users) => [...users.values()])
    .filter(({ outcome }) => outcome === 'unknown')
  return unknown.length > 0 ? [`${unknown.length} customers never learned what became of them`] : []
}
