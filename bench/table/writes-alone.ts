import type { GeneratedSale } from '../generated-sale.ts'
import { measuredRun } from '../measured-run.ts'
import type { BenchDatabase, BenchSetup, DatabaseKind } from './bench-setup.ts'
import { builtProgram } from './built-program.ts'
import { onNewDatabase } from './on-new-database.ts'
import { placeOf } from './place-of.ts'
import type { Contender } from './take-turns.ts'

/** `contender` gives the rows that a replay left to databases like the one that it began with, and does nothing else. */
export interface WritesAlone {
  readonly contender: Contender
  drop(): Promise<void>
}

const BOUNDS = { SQLite: 'bound-sqlite', Postgres: 'bound-postgres' } as const

/** The least that writing what a replay writes takes (`bound-sqlite.ts`, `bound-postgres.ts`), for databases like those that `make` answers with. */
export async function writesAlone(
  setup: BenchSetup,
  kind: DatabaseKind,
  { messages, messagesFile }: GeneratedSale,
  make: () => Promise<BenchDatabase>,
): Promise<WritesAlone> {
  const { batchSize } = setup.options
  const finished = await make()
  await measuredRun(setup.replayOf(messagesFile, finished.url))
  const program = await builtProgram(BOUNDS[kind])
  const contender = onNewDatabase({
    name: BOUNDS[kind],
    messages,
    make,
    argsOf: (url) => [program, placeOf(url), placeOf(finished.url), String(batchSize)],
    secondsOf: Number,
  })
  return { contender, drop: () => finished.drop() }
}
