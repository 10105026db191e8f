import { reduceScreen } from '../../src/dashboard/reduce-screen.ts'
import type { BatchesCommitted, DashboardEvent, DatabasePolled } from '../../src/live-view/dashboard-event.ts'
import { type DashboardState, initialState, type Watched } from '../../src/live-view/dashboard-state.ts'
import type { Key, NamedKey } from '../../src/live-view/key.ts'
import { NO_OUTCOMES } from '../../src/live-view/outcome-counts.ts'

export const STARTED_AT = Date.parse('2026-05-01T10:00:00+09:00')

const WATCHED: Watched = {
  mode: 'replay',
  database: 'sqlite:axon.db',
  source: 'file:/shop/sale.jsonl',
  startedAt: STARTED_AT,
  keysOff: null,
  canExplain: true,
}

/** The dashboard of a replay, after these events. */
export function given(
  events: readonly DashboardEvent[] = [],
  watched: Partial<Watched> = {},
): DashboardState {
  return when(initialState({ ...WATCHED, ...watched }, { columns: 80, rows: 24 }), events)
}

export const when = (state: DashboardState, events: readonly DashboardEvent[]): DashboardState =>
  events.reduce(reduceScreen, state)

/** One batch that did nothing, except for what is said. */
export function batch(more: Partial<BatchesCommitted> = {}): BatchesCommitted {
  return {
    type: 'batches',
    batches: 1,
    lastBatchSize: 0,
    commitMs: [],
    outcomes: NO_OUTCOMES,
    rejectedByReason: {},
    deadLetterByReason: {},
    products: [],
    activities: [],
    positions: [],
    occurrences: [],
    refusals: [],
    deadLetters: [],
    ...more,
  }
}

export function polled(more: Partial<DatabasePolled> = {}): DatabasePolled {
  return {
    type: 'polled',
    outcomes: NO_OUTCOMES,
    rejectedByReason: {},
    deadLetterByReason: {},
    positions: [],
    occurrences: [],
    refusals: [],
    deadLetters: null,
    counted: null,
    isReset: false,
    ...more,
  }
}

export const tick = (msAfterStart: number): DashboardEvent => ({
  type: 'tick',
  now: STARTED_AT + msAfterStart,
})

/** Characters, or names of keys in angle brackets: `keys('/lan<enter>')`. */
export function keys(typed: string): DashboardEvent[] {
  return [...typed.matchAll(/<([\w-]+)>|(.)/gu)].map(([, name, character]) => {
    const key: Key =
      name === undefined ? { name: 'character', character: character ?? '' } : { name: name as NamedKey }
    return { type: 'key', key }
  })
}

/** Names of a small shop. */
export const CATALOG: DashboardEvent = {
  type: 'catalog',
  products: [
    { id: 1, name: '한정판 머그컵', stock: 100, initialStock: 100 },
    { id: 2, name: 'Lantern 🏮', stock: 9, initialStock: 100 },
    { id: 3, name: 'Poster', stock: 0, initialStock: 50 },
  ],
  activities: [
    {
      id: 1,
      name: '머그컵 선착순 100명',
      productId: 1,
      status: 'ACTIVE',
      approvedCount: 0,
      limitCount: 100,
      startDate: null,
      endDate: STARTED_AT + 3_600_000,
    },
    {
      id: 2,
      name: 'Lantern night',
      productId: 2,
      status: 'PAUSED',
      approvedCount: 91,
      limitCount: null,
      startDate: null,
      endDate: null,
    },
  ],
  events: [
    { id: 1, name: '구매', triggerType: 'PURCHASE' },
    { id: 2, name: '로그인', triggerType: 'LOGIN_SUCCESS' },
  ],
}

export const occurrence = (key: number, more: object = {}) => ({
  key,
  occurredAt: STARTED_AT + key,
  eventId: 1,
  userId: 1_000 + key,
  pageUrl: null,
  context: `{"campaignActivityId":1,"productId":1,"quantity":1}`,
  messageId: null,
  entry: { campaignActivityId: 1, userId: 1_000 + key },
  place: { source: 'file:/shop/sale.jsonl', partition: 0, offset: key },
  ...more,
})

export const refusal = (key: number, more: object = {}) => ({
  key,
  at: STARTED_AT + key,
  userId: 2_000 + key,
  campaignActivityId: 1,
  reason: 'LIMIT_REACHED',
  place: { source: 'file:/shop/sale.jsonl', partition: 0, offset: key },
  ...more,
})

export const letter = (key: number, more: object = {}) => ({
  key,
  at: STARTED_AT + key,
  reason: 'INVALID_JSON',
  error: 'not JSON: Unexpected end of JSON input',
  status: 'PENDING',
  place: { source: 'file:/shop/sale.jsonl', partition: 0, offset: key },
  payload: '{"userId": 1',
  ...more,
})
