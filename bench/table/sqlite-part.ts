import { generatedSale } from '../generated-sale.ts'
import type { BenchSetup } from './bench-setup.ts'
import { builtProgram } from './built-program.ts'
import type { Part } from './part.ts'
import { rowOf } from './row.ts'
import { type Contender, takeTurns } from './take-turns.ts'

const pathOf = (url: string): string => url.slice('sqlite:'.length)

/** Replay into SQLite beside programs that write the same rows one by one. */
export const sqlitePart: Part = {
  name: 'sqlite',
  description: 'replay into SQLite, beside plain better-sqlite3 programs',
  async measure(setup: BenchSetup) {
    const { messages, rounds, batchSize } = setup.options
    const { seedFile, messagesFile } = await generatedSale(setup.folder, messages)
    const contender = (name: string, argsOf: (url: string) => readonly string[]): Contender => ({
      name,
      messages,
      prepare: async () => {
        const { url, drop } = await setup.seeded('SQLite', seedFile)
        return { args: argsOf(url), clean: drop }
      },
    })
    const plain = async (program: string) => {
      const path = await builtProgram(program)
      return contender(program, (url) => [path, pathOf(url), messagesFile, String(batchSize)])
    }
    const [axon, checked, unchecked] = await takeTurns(
      [
        contender('axon', (url) => setup.replayOf(messagesFile, url)),
        await plain('plain-sqlite-checked'),
        await plain('plain-sqlite'),
      ],
      rounds,
    )
    return [
      rowOf('SQLite: replay / plain program that validates', axon.timesAsFastAs(checked), '×', {
        atLeast: 1.2,
      }),
      rowOf('SQLite: replay / plain program that does not', axon.timesAsFastAs(unchecked), '×'),
      rowOf('SQLite: memory of replay', axon.peakMb, 'MB', { atMost: 200 }),
    ]
  },
}
