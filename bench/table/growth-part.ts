import { copyFileSync } from 'node:fs'
import { createTestDatabase } from '../../services/test-database.ts'
import { formatCount } from '../../src/domain/format-count.ts'
import { generatedSale } from '../generated-sale.ts'
import { type BenchDatabase, type BenchSetup, DATABASE_KINDS, type DatabaseKind } from './bench-setup.ts'
import { onNewDatabase } from './on-new-database.ts'
import type { Part } from './part.ts'
import { placeOf } from './place-of.ts'
import { type Row, rowOf } from './row.ts'
import { storeInPostgres, storeInSqlite, usersFor } from './stored-entries.ts'
import { takeTurns } from './take-turns.ts'
import { writesAlone } from './writes-alone.ts'

const LEAST = { SQLite: 0.5, Postgres: 0.7 } as const
/**
 * What a full database costs but once is not its throughput: its pages are read, and mapped into the process, for the first time, and each
 * goes whole into the log of Postgres when it first changes after a checkpoint. So a run is longer than those of other parts.
 */
const TIMES_THE_MESSAGES = 2

/** How much slower replay is where many entries are stored already. */
export const growthPart: Part = {
  name: 'growth',
  description: 'replay into a database that holds many entries, beside an empty one',
  async measure(setup: BenchSetup) {
    const { stored, rounds } = setup.options
    const messages = setup.options.messages * TIMES_THE_MESSAGES
    const users = usersFor(stored)
    const sale = await generatedSale(setup.folder, messages, { users })
    const { seedFile, messagesFile } = sale
    const rows: Row[] = []
    for (const kind of DATABASE_KINDS) {
      const full = await setup.seeded(kind, seedFile)
      try {
        process.stderr.write(`${kind}: storing ${formatCount(stored)} entries\n`)
        await store(kind, full.url, stored)
        const make = () => copied(setup, kind, full.url)
        const replay = (name: string, makeOne: () => Promise<BenchDatabase>) =>
          onNewDatabase({
            name: `${kind}, ${name}`,
            messages,
            make: makeOne,
            argsOf: (url) => setup.replayOf(messagesFile, url),
          })
        const bound = await writesAlone(setup, kind, sale, make)
        const entries = `${formatCount(stored)} entries`
        const [grown, empty, alone] = await takeTurns(
          [
            replay(`${entries} stored`, make),
            replay('empty', () => setup.seeded(kind, seedFile)),
            bound.contender,
          ],
          rounds,
        )
        await bound.drop()
        const name = `${kind}: speed with ${entries} / empty`
        const boundName = `${kind}: bound, its writes alone with ${entries} / empty`
        rows.push(
          rowOf(name, grown.timesAsFastAs(empty), '×', { atLeast: LEAST[kind] }),
          rowOf(boundName, alone.timesAsFastAs(empty), '×'),
        )
      } finally {
        await full.drop()
      }
    }
    return rows
  },
}

async function store(kind: DatabaseKind, url: string, stored: number): Promise<void> {
  if (kind === 'SQLite') storeInSqlite(placeOf(url), stored)
  else await storeInPostgres(url, stored)
}

async function copied(setup: BenchSetup, kind: DatabaseKind, url: string): Promise<BenchDatabase> {
  if (kind === 'Postgres') {
    const template = new URL(url).pathname.slice(1)
    return createTestDatabase((await setup.postgres()).url(), template)
  }
  const copy = await setup.database(kind)
  copyFileSync(placeOf(url), placeOf(copy.url))
  return copy
}
