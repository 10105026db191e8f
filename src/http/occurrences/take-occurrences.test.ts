import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { UrlCleaner } from '../../behavior-log/privacy/url-cleaner.ts'
import type { Appended } from '../../behavior-log/sink.ts'
import type { SinkDocument } from '../../behavior-log/sink-document.ts'
import type { OutletAnswer } from '../../intake/outlet.ts'
import type { KnownRevision } from './known-revisions.ts'
import type { Sender } from './matched-item.ts'
import { PageUrls } from './page-urls.ts'
import { takeOccurrences } from './take-occurrences.ts'

const now = Date.now()
const cleaner = new UrlCleaner('token')
const item = () => ({
  ...{
    messageId: randomUUID(),
    eventId: 1,
    revision: 1,
    occurredAt: now,
    page: { url: 'https://shop.example/' },
  },
})

const revision = {
  ...{ eventId: 1, revision: 1, savedAt: now, supersededAt: null, matchable: { triggerType: 'CLICK' } },
  definition: {
    id: 1,
    name: 'click',
    status: 'ACTIVE',
    triggerType: 'CLICK',
    sink: 'DATABASE',
    siteId: null,
  },
} as unknown as KnownRevision

const sender: Sender = {
  site: { id: 1, name: 'shop', key: 'axs_1', origins: [], createdAt: now },
  ...{ userId: null, anonymousId: 'anon', sessionId: null, network: '10.0.0.0', userAgent: null },
  ...{ receivedAt: now, sentAt: now, urls: new PageUrls(cleaner) },
}

/** Takes two items where the sink answers like this, and the outlet so, in turn. */
async function taken(
  recorded: OutletAnswer | OutletAnswer[],
  appended: Appended | ((given: readonly SinkDocument[]) => Appended),
  { known = revision, turnedAway = null }: { known?: KnownRevision; turnedAway?: string | null } = {},
) {
  const decisions = Array.isArray(recorded) ? [...recorded] : [recorded, recorded]
  const kept: SinkDocument[] = []
  const idle = { waiting: 0, oldestWaitMs: 0, outage: null, close: async () => {} }
  const sink = {
    ...{ kind: 'told', ...idle, turnAway: () => turnedAway },
    append: async (given: readonly SinkDocument[]) => {
      kept.push(...given)
      return typeof appended === 'function' ? appended(given) : appended
    },
  }
  const outlet = { ...idle, offer: async () => decisions.shift()! }
  const revisions = { get: () => known }
  const given = { items: [item(), item()], bodyText: '', sender }
  return { taken: await takeOccurrences({ revisions, cleaner, sink }, outlet, given), kept }
}

const KEPT: Appended = { state: 'acknowledged', refused: [] }
const position = { at: { source: 'http:test', partition: 1 }, offset: 1 }
const decided = (outcome: object): OutletAnswer =>
  ({ state: 'decided', outcome, entry: null, position }) as OutletAnswer
const twice = (answer: object) => ({ items: [answer, answer] })

it.each<[string, OutletAnswer, object, number]>([
  ['recorded', decided({ outcome: 'recorded' }), twice({ outcome: 'accepted' }), 2],
  ['published', { state: 'published', position }, twice({ outcome: 'accepted' }), 2],
  ['a duplicate', decided({ outcome: 'duplicate' }), twice({ outcome: 'duplicate' }), 2],
  [
    'changed meanwhile',
    decided({ outcome: 'dead_letter', reason: 'EVENT_MISMATCH', error: '' }),
    twice({ outcome: 'refused', reason: 'INACTIVE_EVENT' }),
    0,
  ],
  [
    'a bug',
    decided({ outcome: 'dead_letter', reason: 'HANDLER_ERROR', error: 'stack' }),
    twice({ outcome: 'refused', reason: 'HANDLER_ERROR' }),
    0,
  ],
  [
    'no message',
    decided({ outcome: 'dead_letter', reason: 'INVALID_MESSAGE', error: 'why' }),
    twice({ outcome: 'refused', reason: 'INVALID', detail: 'why' }),
    0,
  ],
  ['not taken', { state: 'not_taken', why: 'away' }, { state: 'not_taken', why: 'it is not recorded' }, 0],
  ['unknown', { state: 'unknown' }, { state: 'unknown', why: 'it is not recorded' }, 0],
])('%s in the database: answered so, and logged only if it is there', async (_, recorded, answer, logged) => {
  const result = await taken(recorded, KEPT)
  expect(result.taken).toEqual(answer)
  expect(result.kept).toHaveLength(logged)
})

it('is all to be sent again if the behaviour log does not keep it; what it refuses for good is told', async () => {
  const recorded = decided({ outcome: 'recorded' })
  const away: Appended = { state: 'not_kept', mayBeKept: false, why: 'no room' }
  expect((await taken(recorded, away)).taken).toEqual({ state: 'unknown', why: 'no room' })
  const refusing = await taken(recorded, ([first]) => ({
    state: 'acknowledged',
    refused: [{ document: first!, reason: 'too deep' }],
  }))
  expect(refusing.taken).toEqual({
    items: [{ outcome: 'refused', reason: 'INVALID', detail: 'too deep' }, { outcome: 'accepted' }],
  })
})

it('is not taken only if nothing of it can be kept anywhere', async () => {
  const away: OutletAnswer = { state: 'not_taken', why: 'away' }
  const stateOf = async (...given: Parameters<typeof taken>) => (await taken(...given)).taken
  expect(await stateOf([decided({ outcome: 'recorded' }), away], KEPT)).toMatchObject({ state: 'unknown' })
  expect(await stateOf([away, { state: 'unknown' }], KEPT)).toMatchObject({ state: 'unknown' })
  const logged: KnownRevision = { ...revision, definition: { ...revision.definition, sink: 'LOG' } }
  const full: Appended = { state: 'not_kept', mayBeKept: false, why: 'full' }
  expect(await stateOf(away, full, { known: logged })).toMatchObject({ state: 'not_taken' })
  expect(await stateOf(away, { ...full, mayBeKept: true }, { known: logged })).toMatchObject({
    state: 'unknown',
  })
})

it('is offered to nobody while the behaviour log turns everybody away', async () => {
  const { taken: answer, kept } = await taken([], KEPT, { turnedAway: 'away' })
  expect(answer).toEqual({ state: 'not_taken', why: 'away' })
  expect(kept).toEqual([])
})
