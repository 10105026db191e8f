import { generatedSale } from '../generated-sale.ts'
import type { BenchSetup } from './bench-setup.ts'
import { builtProgram } from './built-program.ts'
import { onNewDatabase } from './on-new-database.ts'
import type { Part } from './part.ts'
import { rowOf } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { writesAlone } from './writes-alone.ts'

/** Replay into Postgres beside programs that write sets, and one that commits each message. */
export const postgresPart: Part = {
  name: 'postgres',
  description: 'replay into Postgres, beside plain programs: sets, window functions, a commit each',
  async measure(setup: BenchSetup) {
    const { messages, single, rounds, batchSize } = setup.options
    const many = await generatedSale(setup.folder, messages)
    const few = await generatedSale(setup.folder, single)
    const make = () => setup.seeded('Postgres', many.seedFile)
    const plain = async (program: string, count: number, file: string) => {
      const path = await builtProgram(program)
      const argsOf = (url: string) => [path, url, file, String(batchSize)]
      return onNewDatabase({ name: program, messages: count, make, argsOf })
    }
    const bound = await writesAlone(setup, 'Postgres', many, make)
    const [axon, sets, windows, singly, alone] = await takeTurns(
      [
        onNewDatabase({
          name: 'axon',
          messages,
          make,
          argsOf: (url) => setup.replayOf(many.messagesFile, url),
        }),
        await plain('plain-postgres-sets', messages, many.messagesFile),
        await plain('plain-postgres-windows', messages, many.messagesFile),
        await plain('plain-postgres-single', single, few.messagesFile),
        bound.contender,
      ],
      rounds,
    )
    await bound.drop()
    return [
      rowOf('Postgres: replay / a commit per message', axon.timesAsFastAs(singly), '×', { atLeast: 60 }),
      rowOf('Postgres: replay / plain sets', axon.timesAsFastAs(sets), '×', { atLeast: 1 }),
      rowOf('Postgres: replay / plain window functions', axon.timesAsFastAs(windows), '×', { atLeast: 1 }),
      rowOf('Postgres: bound, its writes alone / plain sets', alone.timesAsFastAs(sets), '×'),
      rowOf('Postgres: memory of replay', axon.peakMb, 'MB', { atMost: 200 }),
    ]
  },
}
