import { setTimeout as wait } from 'node:timers/promises'
import { ended } from '../../../bench/sale/serve-process.ts'
import type { UserTokens } from '../../../bench/sale/user-tokens.ts'
import { forgetStandby, holdCommits } from './held-commits.ts'
import { Outage } from './outage.ts'
import type { Strikes } from './strikes.ts'
import type { TrialOptions } from './trial-options.ts'
import type { TrialSetup } from './trial-setup.ts'

/** For longer than any request may wait, and than a client does. */
const FROZEN_MS = 20_000
/** Longer than requests wait: in these outages clients hear of it. */
const LONG_OUTAGE_MS = 6_000
const LONG_OUTAGE_EVERY = 4
/** Longer than an answer is on its way. */
const LEAST_OUTAGE_MS = 250
const SHORT_OUTAGE_MS = 750
const MUTE_MS = 200

export interface Striking {
  readonly setup: TrialSetup
  readonly options: TrialOptions
  readonly strikes: Strikes
  readonly tokens: UserTokens
  readonly random: () => number
}

/** Kills the victim once, and brings it back. Answers with how an outage was borne, if it lasted. */
export async function strike(striking: Striking): Promise<Outage | null> {
  const { setup, options, strikes, random } = striking
  const { service, postgres, broker, replies, consumers } = setup
  switch (options.victim) {
    case 'serve':
      strikes.begin()
      await ended(service, 'SIGKILL')
      await setup.startService()
      return null
    case 'frozen-serve':
      strikes.begin()
      service.kill('SIGSTOP')
      await wait(FROZEN_MS) // the fault is that it lasts this long
      service.kill('SIGCONT')
      return null
    case 'consumer':
      strikes.begin()
      await consumers!.killOne(random)
      return null
    case 'database':
      return suffer(striking, {
        muteReplies: () => holdCommits(postgres!),
        goDown: async () => postgres!.kill(),
        comeBack: () => {
          forgetStandby(postgres!)
          return postgres!.resume()
        },
      })
    case 'broker':
      return suffer(striking, {
        muteReplies: async () => replies!.hold(),
        goDown: () => broker!.crash(),
        comeBack: () => {
          replies!.release()
          return broker!.resume()
        },
      })
  }
}

interface Victim {
  /** What is written is stored, and nobody hears of it. */
  readonly muteReplies: () => Promise<void>
  readonly goDown: () => Promise<void>
  readonly comeBack: () => Promise<void>
}

/**
 * Some outages are shorter than requests may wait, in others all of them are refused. Before every other one the replies are gone first, for a
 * moment, as when a network fails: that kill comes after commits and before their answers.
 */
async function suffer(
  { setup, options, strikes, tokens, random }: Striking,
  { muteReplies, goDown, comeBack }: Victim,
): Promise<Outage | null> {
  const isLong = strikes.count % LONG_OUTAGE_EVERY === LONG_OUTAGE_EVERY - 1
  const downMs = isLong ? LONG_OUTAGE_MS : LEAST_OUTAGE_MS + random() * SHORT_OUTAGE_MS
  if (strikes.count % 2 === 1) {
    await muteReplies()
    await wait(random() * MUTE_MS) // the moment is random
  }
  strikes.begin()
  await goDown()
  // With Kafka a request needs the database only for what it is answered.
  const isRefused = options.victim === 'broker' || options.to === 'database'
  if (isRefused) strikes.hasGone()
  const outage = isLong && isRefused ? new Outage(setup.url, tokens) : null
  await wait(downMs) // the fault is that it lasts this long
  await outage?.hasBeenNoticed()
  strikes.isBack()
  await comeBack()
  await outage?.isOver()
  return outage
}
