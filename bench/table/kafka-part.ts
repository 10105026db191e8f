import { formatCount } from '../../src/domain/format-count.ts'
import { AXON } from '../../test/axon.ts'
import { generatedSale } from '../generated-sale.ts'
import { type MeasuredRun, measuredRun, peakMb } from '../measured-run.ts'
import type { BenchSetup, DatabaseKind } from './bench-setup.ts'
import { runUntilProcessed } from './consume-run.ts'
import type { Part } from './part.ts'
import { brokerEnv, producedTopic } from './produced-topic.ts'
import { type Row, rowOf } from './row.ts'

/** `axon consume` beside `axon replay` of the same messages into the same kind of database. */
export const kafkaPart: Part = {
  name: 'kafka',
  description: 'consume from Kafka, beside replay of the same messages (needs Java 17 and Maven)',
  async measure(setup: BenchSetup) {
    const { messages, rounds, batchSize } = setup.options
    const { seedFile, messagesFile } = await generatedSale(setup.folder, messages)
    const topic = await producedTopic(setup, 'bench.kafka', messagesFile)
    const env = await brokerEnv(setup)
    const topics = ['--topics', `commands=${topic}`, '--batch-size', String(batchSize)]
    const consumed = (url: string): Promise<MeasuredRun> =>
      runUntilProcessed(
        [AXON, 'consume', '--database', url, '--from-beginning', '--no-dashboard', ...topics],
        { url, messages, env },
      )
    const replayed = (url: string): Promise<MeasuredRun> => measuredRun(setup.replayOf(messagesFile, url))
    const onNew = async (kind: DatabaseKind, run: (url: string) => Promise<MeasuredRun>) => {
      const { url, drop } = await setup.seeded(kind, seedFile)
      try {
        return await run(url)
      } finally {
        await drop()
      }
    }
    const rows: Row[] = []
    for (const kind of ['Postgres', 'SQLite'] as const) {
      const runs: { consume: MeasuredRun; replay: MeasuredRun }[] = []
      for (let round = 1; round <= rounds; round += 1) {
        const consume = await onNew(kind, consumed)
        const replay = await onNew(kind, replayed)
        runs.push({ consume, replay })
        const rate = ({ seconds }: MeasuredRun) => formatCount(Math.round(messages / seconds))
        process.stderr.write(
          `round ${round} of ${rounds}: ${kind}, consume ${rate(consume)} messages/s, replay ${rate(replay)}\n`,
        )
      }
      const ratios = runs.map(({ consume, replay }) => replay.seconds / consume.seconds)
      const least = kind === 'Postgres' ? { atLeast: 0.85 } : null
      const peaks = runs.map(({ consume }) => peakMb(consume))
      rows.push(rowOf(`Kafka → ${kind} / replay`, ratios, '×', least))
      rows.push(rowOf(`Kafka → ${kind}: memory of consume`, peaks, 'MB', { atMost: 200 }))
    }
    return rows
  },
}
