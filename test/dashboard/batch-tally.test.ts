import { afterEach, beforeEach, expect, it } from 'vitest'
import { BatchTally } from '../../src/dashboard/live/batch-tally.ts'
import { JsonlFileSource } from '../../src/files/jsonl-file-source.ts'
import { BOUNDS } from '../../src/live-view/bounds.ts'
import { readOf } from '../../src/live-view/outcome-counts.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import { RunSummary } from '../../src/pipeline/run-summary.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { withLines } from '../replay-lines.ts'
import { click, SHOP } from '../shop.ts'

let database: Database
beforeEach(async () => {
  database = await openDatabase('sqlite::memory:')
  await seed(database, parseSeed(SHOP, 'test').seed, { reset: false })
})
afterEach(() => database.close())

/** Runs the lines through the pipeline; both listen. */
async function run(
  lines: readonly (object | string)[],
  batchSize: number,
  tally: BatchTally,
): Promise<RunSummary> {
  const summary = new RunSummary()
  await withLines(lines, async (file) => {
    const source = await JsonlFileSource.open(file)
    const writer = new BatchWriter(database, {
      retries: 0,
      listener: (event) => {
        summary.listen(event)
        if (event.type === 'batch-committed') tally.add(event, 1_000)
      },
    })
    for await (const slice of source.slices(null, { batchSize, fromStart: false }))
      await writer.write([slice])
    await source.close()
  })
  return summary
}

it('adds up what the summary adds up, whatever the batch size', async () => {
  const lines = [
    ...Array.from({ length: 150 }, (_, index) => click(index + 1)),
    click(1),
    { triggerType: 'LOGIN_SUCCESS', userId: 5, occurredAt: '2026-05-01T10:00:00+09:00' },
    'not JSON',
  ]
  const tally = new BatchTally()
  const totals = (await run(lines, 7, tally)).totals()
  const taken = tally.take()!
  const { approved, rejected, duplicate, recorded, deadLetter } = totals
  expect(taken.outcomes).toEqual({ approved, rejected, duplicate, recorded, deadLetter })
  expect(readOf(taken.outcomes)).toBe(153)
  expect(taken).toMatchObject({
    batches: totals.batches,
    lastBatchSize: 6,
    rejectedByReason: { LIMIT_REACHED: 50 },
    deadLetterByReason: { INVALID_JSON: 1 },
    products: [{ id: 1, stock: 0 }],
    positions: [{ partition: 0, nextOffset: 154 }],
  })
  expect(taken.activities[0]).toMatchObject({ id: 1, approvedCount: 100 })
  expect(tally.take()).toBeNull()
})

it('shows who was refused and why, and what is stuck, with the place and the start of the bytes', async () => {
  const tally = new BatchTally()
  const lines = [
    click(1, { quantity: 101, timestamp: Date.parse('2026-05-01T10:00:00+09:00') }),
    `{"userId": ${'9'.repeat(2_000)}`,
  ]
  await run(lines, 100, tally)
  const { refusals, deadLetters } = tally.take()!
  expect(refusals).toMatchObject([
    { userId: 1, campaignActivityId: 1, reason: 'OUT_OF_STOCK', place: { offset: 1 } },
  ])
  expect(deadLetters).toMatchObject([{ reason: 'INVALID_JSON', status: 'PENDING', place: { offset: 2 } }])
  expect(deadLetters[0]?.payload).toMatch(/^\{"userId": 9+… \(2,011 bytes\)$/)
})

it('keeps no more than the newest, and no message', async () => {
  const tally = new BatchTally()
  const logins = Array.from({ length: 700 }, (_, index) => ({
    triggerType: 'LOGIN_SUCCESS',
    userId: index + 1,
    occurredAt: 1_777_597_200_000 + index,
    context: { big: 'x'.repeat(2_000) },
  }))
  await run(logins, 100, tally)
  const { occurrences } = tally.take()!
  expect(occurrences).toHaveLength(BOUNDS.occurrences)
  expect(occurrences.at(-1)?.userId).toBe(700)
  expect(occurrences[0]?.context.length).toBeLessThan(700)
})
