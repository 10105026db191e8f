import { type GeneratedSale, generatedSale } from '../generated-sale.ts'
import { type BenchSetup, DATABASE_KINDS } from './bench-setup.ts'
import { onNewDatabase } from './on-new-database.ts'
import type { Part } from './part.ts'
import { type Row, rowOf } from './row.ts'
import { takeTurns } from './take-turns.ts'

const FEW = 10
const MANY = 10_000
/** A batch has rows of a few thousand of them to read and to write. */
const LEAST_SHARE = 0.7

/** Whether a message costs the same, however many activities there are. */
export const activitiesPart: Part = {
  name: 'activities',
  description: `a message with 10 000 activities, beside one with 10`,
  async measure(setup: BenchSetup) {
    const { messages, rounds } = setup.options
    const many = await generatedSale(setup.folder, messages, { activities: MANY })
    const few = await generatedSale(setup.folder, messages, { activities: FEW })
    const rows: Row[] = []
    for (const kind of DATABASE_KINDS) {
      const contender = (count: number, { seedFile, messagesFile }: GeneratedSale) =>
        onNewDatabase({
          name: `${kind}, ${count} activities`,
          messages,
          make: () => setup.seeded(kind, seedFile),
          argsOf: (url) => setup.replayOf(messagesFile, url),
        })
      const [slow, fast] = await takeTurns([contender(MANY, many), contender(FEW, few)], rounds)
      const name = `${kind}: speed with 10 000 activities / with 10`
      rows.push(rowOf(name, slow.timesAsFastAs(fast), '×', { atLeast: LEAST_SHARE }))
    }
    return rows
  },
}
