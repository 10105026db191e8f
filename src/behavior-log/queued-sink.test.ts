import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { QueuedSink } from './queued-sink.ts'
import type { SinkEvent } from './sink.ts'
import type { SinkDocument } from './sink-document.ts'
import type { SinkWriter, Written } from './sink-writer.ts'

const documentOf = (id: number | string, json = '{}'): SinkDocument => ({
  id: String(id),
  key: null,
  occurredAt: 0,
  receivedAt: 0,
  json,
})
const documents = (count: number) => Array.from({ length: count }, (_, index) => documentOf(index))

const KEPT: Written = { refused: [], left: [], failure: null }

/** A writer that does as it is told, one write after the other. */
class ToldWriter implements SinkWriter {
  readonly kind = 'told'
  readonly writes: (readonly SinkDocument[])[] = []
  isClosed = false
  #answers: ((documents: readonly SinkDocument[]) => Written | Promise<Written>)[]

  constructor(...answers: ToldWriter['answers'][number][]) {
    this.#answers = answers
  }

  get answers() {
    return this.#answers
  }

  async write(given: readonly SinkDocument[]): Promise<Written> {
    this.writes.push(given)
    return this.#answers.shift()?.(given) ?? KEPT
  }

  async close(): Promise<void> {
    this.isClosed = true
  }
}

const fails = (left: readonly SinkDocument[]): Written => ({ refused: [], left, failure: 'no room' })

it('tells before the first document what awaits it, and that it is over with the first that is kept', async () => {
  const events: SinkEvent[] = []
  const writer: SinkWriter = Object.assign(new ToldWriter(), {
    probe: async () => ({ outage: 'no login', advice: 'set it up' }),
  })
  const sink = new QueuedSink(writer, { listener: (event) => events.push(event) })
  await sink.probe()
  expect(sink.outage).toBe('no login')
  await sink.append(documents(1))
  expect(events).toEqual([
    { type: 'away', problem: 'no login' },
    { type: 'unprepared', advice: 'set it up' },
    { type: 'kept', documents: 1 },
    { type: 'back' },
  ])
})

it('writes what waits together, and answers each', async () => {
  let first = (_: Written): void => {}
  const writer = new ToldWriter(
    () =>
      new Promise((resolve) => {
        first = resolve
      }),
  )
  const sink = new QueuedSink(writer)
  const one = sink.append(documents(2))
  await expect.poll(() => writer.writes.length).toBe(1)
  const others = [sink.append(documents(3)), sink.append(documents(1))]
  expect(sink.waiting).toBe(6)
  first(KEPT)
  const acknowledged = { state: 'acknowledged', refused: [] }
  expect(await Promise.all([one, ...others])).toEqual([acknowledged, acknowledged, acknowledged])
  expect(writer.writes.map(({ length }) => length)).toEqual([2, 4])
  expect([sink.waiting, sink.oldestWaitMs]).toEqual([0, 0])
})

it('takes what is offered while it answers', async () => {
  const sink = new QueuedSink(new ToldWriter())
  const later = sink.append(documents(1)).then(() => sink.append(documents(1)))
  expect(await later).toMatchObject({ state: 'acknowledged' })
})

it('tries again what is left, and only that; refused documents are told apart', async () => {
  const events: SinkEvent[] = []
  const refusing = (given: readonly SinkDocument[]): Written => ({
    refused: [{ document: given[0]!, reason: 'no number' }],
    left: given.slice(2),
    failure: 'too busy',
  })
  const writer = new ToldWriter(refusing)
  const sink = new QueuedSink(writer, { listener: (event) => events.push(event) })
  const [bad, good] = [sink.append([documentOf('bad')]), sink.append(documents(3))]
  expect(await bad).toMatchObject({ state: 'acknowledged', refused: [{ reason: 'no number' }] })
  expect(await good).toEqual({ state: 'acknowledged', refused: [] })
  expect(writer.writes.map((given) => given.map(({ id }) => id))).toEqual([
    ['bad', '0', '1', '2'],
    ['1', '2'],
  ])
  expect(events.map(({ type }) => type)).toEqual(['kept', 'refused', 'away', 'kept', 'back'])
  expect(sink.outage).toBe(null)
})

it('gives up what waits too long, also what is being written, and writes it no more', async () => {
  let end = (_: Written): void => {}
  const writer = new ToldWriter(
    () =>
      new Promise((resolve) => {
        end = resolve
      }),
  )
  const sink = new QueuedSink(writer, { maxWaitMs: 250 })
  const given = documents(2)
  const answers = await Promise.all([sink.append(given), wait(1).then(() => sink.append(documents(3)))])
  expect(answers).toMatchObject([
    { state: 'not_kept', mayBeKept: true },
    { state: 'not_kept', mayBeKept: false },
  ])
  expect(sink.waiting).toBe(0)
  end(fails(given))
  expect(await sink.append([documentOf('new')])).toMatchObject({ state: 'acknowledged' })
  expect(writer.writes.at(-1)?.map(({ id }) => id)).toEqual(['new'])
})

it('takes no more than memory has room for', async () => {
  const never = () => new Promise<Written>(() => {})
  const sink = new QueuedSink(new ToldWriter(never))
  void sink.append(documents(9_990))
  expect(await sink.append(documents(11))).toMatchObject({ state: 'not_kept' })
  void sink.append(documents(10))
  expect(await sink.append(documents(1))).toMatchObject({ state: 'not_kept' })
  const large = new QueuedSink(new ToldWriter(never))
  const megabytes = (count: number) => [documentOf(1, '한'.repeat((count * 1_000_000) / 3))]
  void large.append(megabytes(33))
  expect(await large.append(megabytes(1))).toMatchObject({ state: 'not_kept' })
  await Promise.all([sink.close(1), large.close(1)])
})

it('writes what waits when it is closed, and what it can not write it gives up', async () => {
  const writer = new ToldWriter()
  const sink = new QueuedSink(writer)
  const last = sink.append(documents(1))
  await sink.close(1_000)
  expect(await last).toMatchObject({ state: 'acknowledged' })
  expect(writer.isClosed).toBe(true)
  expect(await sink.append(documents(1))).toEqual({
    state: 'not_kept',
    mayBeKept: false,
    why: 'the service is stopping',
  })
  const stuck = new QueuedSink(new ToldWriter(fails, fails, fails, fails, fails, fails))
  const lost = stuck.append(documents(1))
  await stuck.close(20)
  expect(await lost).toMatchObject({ state: 'not_kept' })
})

it('says of documents that were given away, and of which nothing was heard, that they may be kept', async () => {
  const unheard = (left: readonly SinkDocument[]): Written => ({ ...fails(left), mayBeKept: true })
  const sink = new QueuedSink(new ToldWriter(unheard, fails, fails, fails, fails, fails, fails, fails), {
    maxWaitMs: 50,
  })
  expect(await sink.append(documents(1))).toMatchObject({ state: 'not_kept', mayBeKept: true })
  await sink.close(100)
})

it('answers at once, and writes nothing more, when the writer says that it never will', async () => {
  const events: SinkEvent[] = []
  const gone = (left: readonly SinkDocument[]): Written => ({ ...fails(left), isOver: true })
  const writer = new ToldWriter(gone)
  const sink = new QueuedSink(writer, { listener: (event) => events.push(event), maxWaitMs: 3_600_000 })
  const waiting = sink.append(documents(1))
  expect(await waiting).toEqual({ state: 'not_kept', mayBeKept: false, why: 'no room' })
  expect(await sink.append(documents(1))).toMatchObject({ state: 'not_kept', why: 'no room' })
  expect(sink.turnAway(1)).toBe('no room')
  expect([writer.writes.length, sink.waiting, sink.outage]).toEqual([1, 0, 'no room'])
  expect(events.map(({ type }) => type)).toEqual(['away', 'not-kept', 'not-kept', 'not-kept'])
  await sink.close(1_000)
})

it('refuses at once while an outage lasts longer than anybody waits, and tries a few until it is over', async () => {
  let isAway = true
  const sink = new QueuedSink(
    { kind: 'told', write: async (given) => (isAway ? fails(given) : KEPT), close: async () => {} },
    { maxWaitMs: 300 },
  )
  const tooLate = { state: 'not_kept', mayBeKept: false, why: 'the behaviour log does not take it in time' }
  expect(await sink.append(documents(1))).toEqual(tooLate)
  const tried = sink.append(documents(1))
  const refused = { ...tooLate, why: 'the behaviour log is away' }
  // It was tried at once, in vain; the outage began a little after the first wait.
  await expect.poll(() => sink.turnAway(9), { interval: 1, timeout: 5_000 }).toBe(refused.why)
  expect(await sink.append(documents(9))).toEqual(refused)
  expect(sink.waiting).toBe(1)
  expect(await tried).toEqual(tooLate)
  isAway = false
  const state = async () => (await sink.append(documents(1))).state
  await expect.poll(state, { timeout: 5_000 }).toBe('acknowledged')
  const answers = await Promise.all([sink.append(documents(1)), sink.append(documents(1))])
  expect(answers.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged'])
})
