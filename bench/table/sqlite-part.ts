import { generatedSale } from '../generated-sale.ts'
import type { BenchSetup } from './bench-setup.ts'
import { builtProgram } from './built-program.ts'
import { onNewDatabase } from './on-new-database.ts'
import type { Part } from './part.ts'
import { placeOf } from './place-of.ts'
import { rowOf } from './row.ts'
import { takeTurns } from './take-turns.ts'
import { writesAlone } from './writes-alone.ts'

/** Replay into SQLite beside programs that write the same rows one by one. */
export const sqlitePart: Part = {
  name: 'sqlite',
  description: 'replay into SQLite, beside plain better-sqlite3 programs',
  async measure(setup: BenchSetup) {
    const { messages, rounds, batchSize } = setup.options
    const sale = await generatedSale(setup.folder, messages)
    const { seedFile, messagesFile } = sale
    const make = () => setup.seeded('SQLite', seedFile)
    const plain = async (program: string) => {
      const path = await builtProgram(program)
      const argsOf = (url: string) => [path, placeOf(url), messagesFile, String(batchSize)]
      return onNewDatabase({ name: program, messages, make, argsOf })
    }
    const bound = await writesAlone(setup, 'SQLite', sale, make)
    const [axon, checked, unchecked, alone] = await takeTurns(
      [
        onNewDatabase({ name: 'axon', messages, make, argsOf: (url) => setup.replayOf(messagesFile, url) }),
        await plain('plain-sqlite-checked'),
        await plain('plain-sqlite'),
        bound.contender,
      ],
      rounds,
    )
    await bound.drop()
    return [
      rowOf('SQLite: replay / plain program that validates', axon.timesAsFastAs(checked), '×', {
        atLeast: 1.2,
      }),
      rowOf('SQLite: replay / plain program that does not', axon.timesAsFastAs(unchecked), '×'),
      rowOf(
        'SQLite: bound, its writes alone / plain program that validates',
        alone.timesAsFastAs(checked),
        '×',
      ),
      rowOf('SQLite: memory of replay', axon.peakMb, 'MB', { atMost: 200 }),
    ]
  },
}
