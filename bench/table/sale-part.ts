import type { GeneratedSale } from '../generated-sale.ts'
import { type BenchSetup, DATABASE_KINDS } from './bench-setup.ts'
import { onNewDatabase } from './on-new-database.ts'
import type { Part } from './part.ts'
import { requestsForOne } from './requests.ts'
import { type Row, rowOf } from './row.ts'
import { takeTurns } from './take-turns.ts'

const PIECES = 100
const REPEATS = 0.3

/** Whether refusals, which are nearly all of a sale, cost more than approvals. */
export const salePart: Part = {
  name: 'sale',
  description: `a sale of ${PIECES} pieces with repeated requests, and refusals of what is sold out, beside approvals`,
  async measure(setup: BenchSetup) {
    const { requests, rounds } = setup.options
    const sale = await requestsForOne(setup.folder, { requests, pieces: PIECES, repeats: REPEATS })
    const refusals = await requestsForOne(setup.folder, { requests, pieces: 0, repeats: 0 })
    const approvals = await requestsForOne(setup.folder, { requests, pieces: requests, repeats: 0 })
    const rows: Row[] = []
    for (const kind of DATABASE_KINDS) {
      const contender = (name: string, { seedFile, messagesFile }: GeneratedSale) =>
        onNewDatabase({
          name: `${kind}, ${name}`,
          messages: requests,
          make: () => setup.seeded(kind, seedFile),
          argsOf: (url) => setup.replayOf(messagesFile, url),
        })
      const [played, refused, approved] = await takeTurns(
        [contender('sale', sale), contender('refusals', refusals), contender('approvals', approvals)],
        rounds,
      )
      const ratio = (name: string, values: readonly number[]): Row =>
        rowOf(`${kind}: ${name} / approvals`, values, '×', { atLeast: 1 })
      rows.push(ratio('a sale with 30 % repeats', played.timesAsFastAs(approved)))
      rows.push(ratio('refusals when sold out', refused.timesAsFastAs(approved)))
    }
    return rows
  },
}
