import { expect, it } from 'vitest'
import { OnceSink } from './once-sink.ts'
import type { Appended, Sink } from './sink.ts'
import type { SinkDocument } from './sink-document.ts'

const documents = (...ids: string[]): SinkDocument[] =>
  ids.map((id) => ({ id, key: null, occurredAt: 0, receivedAt: 0, json: '{}' }))

const KEPT: Appended = { state: 'acknowledged', refused: [] }
const AWAY: Appended = { state: 'not_kept', mayBeKept: false, why: 'away' }

/** A sink that answers when it is told. */
function toldSink() {
  const offered: string[][] = []
  const answers: ((appended: Appended) => void)[] = []
  const sink: Sink = {
    ...{ kind: 'told', waiting: 0, oldestWaitMs: 0, outage: null, turnAway: () => null },
    append: (given) => {
      offered.push(given.map(({ id }) => id))
      return new Promise((resolve) => answers.push(resolve))
    },
    close: async () => {},
  }
  return { sink, offered, answer: (appended: Appended) => answers.shift()!(appended) }
}

it('offers each id once, within an offer, beside one that is under way, and after it', async () => {
  const { sink, offered, answer } = toldSink()
  const once = new OnceSink(sink)
  const first = once.append(documents('a', 'b', 'a'))
  const second = once.append(documents('b', 'c'))
  const third = once.append(documents('a'))
  expect(offered).toEqual([['a', 'b'], ['c']])
  answer(KEPT)
  answer(KEPT)
  expect(await Promise.all([first, second, third])).toEqual([KEPT, KEPT, KEPT])
  expect(await once.append(documents('c', 'b'))).toEqual(KEPT)
  expect(offered).toHaveLength(2)
})

it('says that something is not kept to all who offered it, and offers it when it comes again', async () => {
  const { sink, offered, answer } = toldSink()
  const once = new OnceSink(sink)
  const first = once.append(documents('a'))
  const second = once.append(documents('a', 'b'))
  answer(AWAY)
  answer(KEPT)
  expect(await Promise.all([first, second])).toEqual([AWAY, { ...AWAY, mayBeKept: true }])
  const again = once.append(documents('a', 'b'))
  answer(KEPT)
  expect(await again).toEqual(KEPT)
  expect(offered).toEqual([['a'], ['b'], ['a']])
})

it('forgets the oldest ids', async () => {
  const { sink, offered, answer } = toldSink()
  const once = new OnceSink(sink, 2)
  for (const id of ['a', 'b', 'c', 'd', 'e', 'e', 'c', 'a']) {
    const before = offered.length
    const given = once.append(documents(id))
    if (offered.length > before) answer(KEPT)
    await given
  }
  expect(offered.flat()).toEqual(['a', 'b', 'c', 'd', 'e', 'a'])
})
