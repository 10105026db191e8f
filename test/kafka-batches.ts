import { seed } from '../src/operations/seed/seed.ts'
import { parseSeed } from '../src/operations/seed/seed-file.ts'
import { BatchWriter } from '../src/pipeline/commit/batch-writer.ts'
import type { PipelineEvent } from '../src/pipeline/pipeline-event.ts'
import { openDatabase } from '../src/stores/open-database.ts'
import { SHOP } from './shop.ts'

export interface BatchOfLines {
  readonly lines: readonly (object | string)[]
  /** Of every record, epoch ms. */
  readonly recordTime: number | null
}

/** What the pipeline reports of batches of one Kafka partition, each one transaction on an empty shop in memory. */
export async function kafkaBatches(batches: readonly BatchOfLines[]): Promise<PipelineEvent[]> {
  const database = await openDatabase('sqlite::memory:')
  const events: PipelineEvent[] = []
  const writer = new BatchWriter(database, { retries: 0, listener: (event) => events.push(event) })
  try {
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: true })
    let nextOffset = 0
    for (const { lines, recordTime } of batches) {
      const from = nextOffset === 0 ? null : { nextOffset, fingerprint: null }
      const messages = lines.map((line, index) => ({
        offset: nextOffset + index,
        key: null,
        value: Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
        recordTime,
      }))
      nextOffset += lines.length
      const claim = { kind: 'advance', from, to: { nextOffset, fingerprint: null } } as const
      const at = { source: 'kafka:commands', partition: 0 }
      await writer.write([{ at, messageKind: 'command', messages, claim }])
    }
    return events
  } finally {
    await database.close()
  }
}
