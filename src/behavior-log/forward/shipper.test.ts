import { expect, it } from 'vitest'
import type { SinkDocument } from '../sink-document.ts'
import type { SinkWriter, Written } from '../sink-writer.ts'
import type { ForwardEvent } from './forward-event.ts'
import { Shipper } from './shipper.ts'

const createdAt = Date.now() - 60_000
const lineOf = (id: string) => ({
  bytes: Buffer.from(
    JSON.stringify({ '@timestamp': '2026-11-27T00:00:00Z', event: { id, created: new Date(createdAt) } }),
  ),
})

/** A sink that does as it is told, one write after the other, and takes everything when nothing more is told. */
class ToldWriter implements SinkWriter {
  readonly kind = 'told'
  readonly writes: string[][] = []
  readonly #answers: ((documents: readonly SinkDocument[]) => Written)[]

  constructor(...answers: ((documents: readonly SinkDocument[]) => Written)[]) {
    this.#answers = answers
  }

  async write(documents: readonly SinkDocument[]): Promise<Written> {
    this.writes.push(documents.map(({ id }) => id))
    return this.#answers.shift()?.(documents) ?? { refused: [], left: [], failure: null }
  }

  async close(): Promise<void> {}
}

const signal = new AbortController().signal
const away = (left: readonly SinkDocument[]): Written => ({ refused: [], left, failure: '429 Too Many' })

it('tries again what is left until the sink has it, and says how it goes', async () => {
  const events: ForwardEvent[] = []
  const writer = new ToldWriter(away, (given) => away(given.slice(1)))
  const shipper = new Shipper(writer, (event) => {
    events.push(event)
    if (event.type === 'sink-away') expect(shipper.outage).toBe('429 Too Many')
    expect(shipper.oldestAgeMs).toBeGreaterThanOrEqual(60_000)
  })
  expect(await shipper.ship([lineOf('a'), lineOf('b')], signal)).toEqual([])
  expect(writer.writes).toEqual([['a', 'b'], ['a', 'b'], ['b']])
  expect(events.map(({ type }) => type)).toEqual([
    ...['sink-away', 'shipped', 'sink-away', 'shipped', 'sink-back'],
  ])
  expect([shipper.outage, shipper.oldestAgeMs]).toEqual([null, 0])
})

it('hands back what nobody will ever take, and ships the rest', async () => {
  const lines = [
    lineOf('a'),
    { bytes: Buffer.from('{') },
    lineOf('bad'),
    { bytes: Buffer.from('{'), fullLength: 5_000_000 },
    lineOf('c'),
  ]
  const writer = new ToldWriter((given) => ({
    refused: [{ document: given[1]!, reason: 'the field is too long' }],
    left: [],
    failure: null,
  }))
  const events: ForwardEvent[] = []
  const refused = await new Shipper(writer, (event) => events.push(event)).ship(lines, signal)
  expect(writer.writes).toEqual([['a', 'bad', 'c']])
  expect(refused).toEqual([
    { line: lines[1], reason: 'NO_DOCUMENT', error: 'it is no JSON object' },
    { line: lines[3], reason: 'NO_DOCUMENT', error: 'with 5000000 bytes it is larger than any behaviour' },
    { line: lines[2], reason: 'REFUSED', error: 'the field is too long' },
  ])
  expect(events).toEqual([
    { type: 'shipped', documents: 2 },
    { type: 'refused', documents: 3, reason: 'it is no JSON object' },
  ])
})

it('writes nothing where nothing is a document', async () => {
  const writer = new ToldWriter()
  expect(await new Shipper(writer, () => {}).ship([{ bytes: null }], signal)).toHaveLength(1)
  expect(writer.writes).toEqual([])
})

it('finishes the write in hand when it is to stop, and begins no other', async () => {
  const stop = new AbortController()
  const writer = new ToldWriter((given) => {
    stop.abort()
    return away(given)
  })
  const shipper = new Shipper(writer, () => {})
  await expect(shipper.ship([lineOf('a')], stop.signal)).rejects.toThrow(/abort/i)
  expect(writer.writes).toHaveLength(1)
})

it('ends when the sink is gone for good, and counts only what it has taken', async () => {
  const writer = new ToldWriter((given) => ({ ...away(given.slice(1)), isOver: true }))
  const events: ForwardEvent[] = []
  const shipper = new Shipper(writer, (event) => events.push(event))
  await expect(shipper.ship([lineOf('a'), lineOf('b')], signal)).rejects.toMatchObject({
    code: 'FORWARD_SINK_GONE',
    message: 'nothing more can be shipped: 429 Too Many',
  })
  expect(events).toEqual([{ type: 'shipped', documents: 1 }])
  expect(writer.writes).toHaveLength(1)
})
