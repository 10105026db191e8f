import { measuredRun } from '../measured-run.ts'
import { type BenchDatabase, type BenchSetup, sqlitePath } from './bench-setup.ts'
import { builtProgram } from './built-program.ts'
import { onNewDatabase } from './on-new-database.ts'
import type { Contender } from './take-turns.ts'

/** What `make` answers with, after a replay; `contender` gives the rows of that to new ones of the kind, and does nothing else. */
export interface SqliteBound {
  readonly contender: Contender
  drop(): Promise<void>
}

/** The least that writing what a replay writes takes (`bound-sqlite.ts`), for databases like those that `make` answers with. */
export async function sqliteBound(
  setup: BenchSetup,
  messagesFile: string,
  make: () => Promise<BenchDatabase>,
): Promise<SqliteBound> {
  const { messages, batchSize } = setup.options
  const finished = await make()
  await measuredRun(setup.replayOf(messagesFile, finished.url))
  const program = await builtProgram('bound-sqlite')
  const contender = onNewDatabase({
    name: 'bound-sqlite',
    messages,
    make,
    argsOf: (url) => [program, sqlitePath(url), sqlitePath(finished.url), String(batchSize)],
    secondsOf: Number,
  })
  return { contender, drop: () => finished.drop() }
}
