import { formatCount } from '../../src/domain/format-count.ts'
import { AXON } from '../../test/axon.ts'
import { generatedSale } from '../generated-sale.ts'
import type { MeasuredRun } from '../measured-run.ts'
import type { BenchSetup } from './bench-setup.ts'
import { runUntilProcessed } from './consume-run.ts'
import type { Part } from './part.ts'
import { brokerEnv, producedTopic } from './produced-topic.ts'
import { type Row, rowOf } from './row.ts'

const PROCESSES = [1, 2, 4] as const
/** Of one alone all processes change the same rows, and wait for each other's commits. */
const SALES = [
  ['20 activities', 20],
  ['one hot product', 1],
] as const

/** Consumers of one group on one Postgres, beside one alone: they share the machine with the server and the broker. */
export const scalingPart: Part = {
  name: 'scaling',
  description: '1, 2 and 4 consumers on one Postgres (needs Java 17 and Maven)',
  async measure(setup: BenchSetup) {
    const { messages, rounds } = setup.options
    const env = await brokerEnv(setup)
    const rows: Row[] = []
    for (const [name, activities] of SALES) {
      const { seedFile, messagesFile } = await generatedSale(setup.folder, messages, { activities })
      const topic = await producedTopic(setup, `bench.scaling.${activities}`, messagesFile)
      const args = [AXON, 'consume', '--from-beginning', '--no-dashboard', '--topics', `commands=${topic}`]
      const consumed = async (processes: number): Promise<MeasuredRun> => {
        const { url, drop } = await setup.seeded('Postgres', seedFile)
        try {
          // A group of its own: none waits for members of the round before to be given up.
          const group = ['--database', url, '--group', `bench.${Date.now()}`]
          return await runUntilProcessed([...args, ...group], { url, messages, env, processes })
        } finally {
          await drop()
        }
      }
      const ratios = new Map<number, number[]>(PROCESSES.map((processes) => [processes, []]))
      for (let round = 1; round <= rounds; round += 1) {
        let alone = Number.NaN
        for (const processes of PROCESSES) {
          const { seconds } = await consumed(processes)
          if (processes === 1) alone = seconds
          ratios.get(processes)!.push(alone / seconds)
          process.stderr.write(
            `round ${round} of ${rounds}: ${name}, ${processes} consumers ${formatCount(Math.round(messages / seconds))} messages/s\n`,
          )
        }
      }
      for (const [processes, of] of ratios)
        if (processes > 1) rows.push(rowOf(`Kafka → Postgres, ${name}: ${processes} consumers / 1`, of, '×'))
    }
    return rows
  },
}
