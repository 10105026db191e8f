import { type GeneratedSale, generatedSale } from '../generated-sale.ts'
import { type BenchSetup, DATABASE_KINDS } from './bench-setup.ts'
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
      const contender = (name: string, { seedFile, messagesFile }: GeneratedSale) => ({
        name,
        messages,
        prepare: async () => {
          const { url, drop } = await setup.seeded(kind, seedFile)
          return { args: setup.replayOf(messagesFile, url), clean: drop }
        },
      })
      const [slow, fast] = await takeTurns(
        [contender(`${kind}, ${MANY} activities`, many), contender(`${kind}, ${FEW} activities`, few)],
        rounds,
      )
      const name = `${kind}: speed with 10 000 activities / with 10`
      rows.push(rowOf(name, slow.timesAsFastAs(fast), '×', { atLeast: LEAST_SHARE }))
    }
    return rows
  },
}
