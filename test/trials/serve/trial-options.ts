import { Command, Option } from 'commander'

export const VICTIMS = ['serve', 'frozen-serve', 'database', 'broker', 'consumer'] as const
export type Victim = (typeof VICTIMS)[number]

export interface TrialOptions {
  readonly kills: number
  /** Where `axon serve` sends requests; with kafka an `axon consume` decides them. */
  readonly to: 'database' | 'kafka'
  readonly database: 'sqlite' | 'postgres'
  readonly victim: Victim
  /** Who ask at the same time. */
  readonly customers: number
  readonly seed: number
}

/** Reads them from the command line. @throws Error if that victim has no part in the setup */
export function trialOptions(): TrialOptions {
  const options = new Command('trial:serve')
    .option('--kills <n>', 'how often', Number, 30)
    .addOption(new Option('--to <where>').choices(['database', 'kafka']).default('database'))
    .addOption(new Option('--database <kind>').choices(['sqlite', 'postgres']).default('sqlite'))
    .addOption(new Option('--victim <who>', 'what is killed').choices(VICTIMS).default('serve'))
    .option('--customers <n>', 'who ask at the same time', Number, 40)
    .option('--seed <n>', 'of the moments', Number, Date.now() % 1_000_000)
    .parse()
    .opts<TrialOptions>()
  const { victim, database, to } = options
  if (victim === 'database' && database === 'sqlite')
    throw new Error('--victim database needs --database postgres')
  if ((victim === 'broker' || victim === 'consumer') && to !== 'kafka')
    throw new Error(`--victim ${victim} needs --to kafka`)
  return options
}
