import { describe, expect, it } from 'vitest'
import { BOUNDS } from '../../src/live-view/bounds.ts'
import { listed, selectedIndex } from '../../src/live-view/listed.ts'
import { readOf } from '../../src/live-view/outcome-counts.ts'
import { runPhase } from '../../src/live-view/run-phase.ts'
import {
  batch,
  CATALOG,
  given,
  keys,
  letter,
  occurrence,
  polled,
  refusal,
  STARTED_AT,
  tick,
  when,
} from './given-dashboard.ts'

const SOLD_TEN = batch({
  outcomes: { approved: 10, rejected: 3, duplicate: 2, recorded: 1, deadLetter: 1 },
  rejectedByReason: { LIMIT_REACHED: 3 },
  deadLetterByReason: { INVALID_JSON: 1 },
  products: [{ id: 1, stock: 90 }],
  lastBatchSize: 17,
  commitMs: [12],
})

describe('a batch', () => {
  it('of a service adds up what it answered, and takes its rate with the next samples', () => {
    const answered = (count: number, latencyMs: readonly number[]) =>
      ({ type: 'requests', answered: count, latencyMs, waiting: 2, streams: 0 }) as const
    const state = when(given([], { mode: 'serve' }), [
      tick(0),
      answered(100, [1, 2]),
      answered(100, [3]),
      tick(1_000),
    ])
    expect(state.requests).toMatchObject({ answered: 200, perSecond: 200, latencyMs: [1, 2, 3], waiting: 2 })
    const many = Array.from({ length: BOUNDS.latencies + 5 }, (_, index) => index)
    const later = when(state, [answered(1, many), ...[2_000, 3_000, 9_000].map(tick)])
    expect(later.requests?.latencyMs).toHaveLength(BOUNDS.latencies)
    expect(later.requests?.perSecond).toBeLessThan(200)
  })

  it('adds to the ledger, whose sum is what was read', () => {
    const state = when(given([CATALOG]), [SOLD_TEN, SOLD_TEN])
    expect(readOf(state.outcomes)).toBe(34)
    expect(state.outcomes).toEqual({ approved: 20, rejected: 6, duplicate: 4, recorded: 2, deadLetter: 2 })
    expect(state.rejectedByReason).toEqual({ LIMIT_REACHED: 6 })
    expect(state.flow).toMatchObject({ batches: 2, lastBatchSize: 17, commitMs: [12, 12] })
  })

  it('changes the stock of the products it sold, and no other', () => {
    const { products } = when(given([CATALOG]), [SOLD_TEN])
    expect(products.get(1)).toMatchObject({ name: '한정판 머그컵', stock: 90, initialStock: 100 })
    expect(products.get(2)).toMatchObject({ stock: 9 })
  })

  it('shows a product that was seeded later, by its id', () => {
    const { products } = when(given([CATALOG]), [batch({ products: [{ id: 77, stock: 5 }] })])
    expect(products.get(77)).toMatchObject({ name: 'product 77', stock: 5 })
  })

  it('leaves no more than the newest rows, whatever comes', () => {
    const rows = Array.from({ length: 300 }, (_, index) => index + 1)
    const flood = batch({
      occurrences: rows.map((key) => occurrence(key)),
      refusals: rows.map((key) => refusal(key)),
      deadLetters: rows.map((key) => letter(key)),
      commitMs: rows,
    })
    const state = when(given(), [flood, flood])
    expect(state.occurrences).toHaveLength(BOUNDS.occurrences)
    expect(state.occurrences[0]?.key).toBe(300)
    expect(state.refusals).toHaveLength(BOUNDS.refusals)
    expect(state.deadLetters).toHaveLength(BOUNDS.deadLetters)
    expect(state.flow.commitMs).toHaveLength(BOUNDS.commitTimes)
  })
})

describe('the clock', () => {
  it('takes the throughput twice a second, and keeps one minute of it', () => {
    const seconds = Array.from({ length: 400 }, (_, index) => [SOLD_TEN, tick((index + 1) * 500)])
    const { flow } = when(given([tick(0)]), seconds.flat())
    expect(flow.throughput).toHaveLength(BOUNDS.throughput)
    expect(new Set(flow.throughput)).toEqual(new Set([34]))
  })

  it('takes how fast a product sells, and lets it fade when nothing is sold any more', () => {
    const selling = when(given([CATALOG, tick(0)]), [SOLD_TEN, tick(1_000)])
    expect(selling.products.get(1)?.soldPerSecond).toBe(10)
    const quiet = Array.from({ length: 60 }, (_, index) => tick(1_500 + index * 500))
    const fading = when(selling, quiet.slice(0, 4))
    expect(fading.products.get(1)?.soldPerSecond).toBeLessThan(5)
    expect(when(selling, quiet).products.get(1)?.soldPerSecond).toBe(0)
  })

  it('sees no sale in a restock', () => {
    const state = when(given([CATALOG, tick(0)]), [batch({ products: [{ id: 3, stock: 40 }] }), tick(1_000)])
    expect(state.products.get(3)).toMatchObject({ stock: 40, soldPerSecond: 0 })
  })
})

describe('a look at the database', () => {
  const TOTALS = { approved: 1_000, rejected: 5, duplicate: 0, recorded: 0, deadLetter: 0 }

  it('replaces the totals, and what was there before is no throughput', () => {
    const watching = given([], { mode: 'watch', source: null })
    const more = { ...TOTALS, approved: 1_100 }
    const state = when(watching, [
      polled({ outcomes: TOTALS }),
      tick(0),
      polled({ outcomes: more }),
      tick(1_000),
    ])
    expect(readOf(state.outcomes)).toBe(1_105)
    expect(state.flow.throughput).toEqual([100])
  })

  it('says that it counts while a large database is counted, and then takes the throughput from there', () => {
    const watching = given([], { mode: 'watch', source: null })
    const counting = when(watching, [polled({ outcomes: TOTALS, counted: 0.25 }), tick(500)])
    expect(runPhase(counting).name).toBe('counting')
    expect(counting.run.share).toBe(0.25)
    const done = when(counting, [
      polled({ outcomes: { ...TOTALS, approved: 9_000_000 } }),
      tick(1_000),
      tick(1_500),
    ])
    expect(runPhase(done).name).toBe('running')
    expect(done.flow.throughput).toEqual([0])
  })

  it('forgets everything when the tables were emptied', () => {
    const before = when(given([CATALOG], { mode: 'watch' }), [polled({ occurrences: [occurrence(1)] })])
    const state = when(before, [polled({ isReset: true })])
    expect(state.products.size + state.activities.size + state.occurrences.length).toBe(0)
  })

  it('waits, and says for what, until it succeeds', () => {
    const waiting = when(given([], { mode: 'watch' }), [
      { type: 'waiting', reason: 'the file is not there yet' },
    ])
    expect(runPhase(waiting)).toEqual({ name: 'waiting', detail: 'the file is not there yet' })
    expect(runPhase(when(waiting, [polled()])).name).toBe('running')
  })
})

describe('the run', () => {
  it('is retrying, with the error and the time of the next attempt, until a batch goes through', () => {
    const failed = when(given(), [
      { type: 'retrying', at: STARTED_AT, error: 'the disk is full', attempt: 3, delayMs: 4_000 },
      tick(1_000),
    ])
    expect(runPhase(failed)).toEqual({
      name: 'retrying',
      detail: 'retry 3 in 3 s: the disk is full',
    })
    expect(failed.flow.retries).toBe(1)
    expect(runPhase(when(failed, [SOLD_TEN])).name).toBe('running')
  })

  it('is catching up while its lag is more than a few seconds of work', () => {
    const partition = { source: 'kafka:axon.event.occurrence', partition: 3, nextOffset: 10 }
    const lagging = (lag: number) =>
      runPhase(
        when(given([SOLD_TEN], { mode: 'consume' }), [
          { type: 'partitions', partitions: [{ ...partition, lag, state: 'reading' }] },
        ]),
      )
    expect(lagging(50_000)).toEqual({ name: 'catching up', detail: 'lag 50,000' })
    expect(lagging(20).name).toBe('running')
  })

  it('starts, pauses, goes on, stops and is done', () => {
    expect(runPhase(given()).name).toBe('starting')
    const running = when(given(), [SOLD_TEN])
    const paused = when(running, [{ type: 'paused', isPaused: true }])
    expect(runPhase(paused).name).toBe('paused')
    expect(runPhase(when(paused, [{ type: 'paused', isPaused: false }])).name).toBe('running')
    const stopping = when(paused, [{ type: 'stopping' }])
    expect(runPhase(stopping).name).toBe('stopping')
    expect(runPhase(when(stopping, [{ type: 'done' }])).name).toBe('done')
  })
})

describe('keys', () => {
  it('choose a panel: by number, and in turn', () => {
    const state = given([CATALOG])
    expect(when(state, keys('3')).view.focus).toBe('occurrences')
    expect(when(state, keys('<tab><tab>')).view.focus).toBe('occurrences')
    expect(when(state, keys('<back-tab>')).view.focus).toBe('dead-letters')
    expect(when(state, keys('7')).view.focus).toBe('stock')
  })

  it('reach the partitions where there are some', () => {
    const state = given([CATALOG], { mode: 'consume' })
    expect(when(state, keys('7')).view.focus).toBe('partitions')
    expect(when(state, keys('<back-tab>')).view.focus).toBe('partitions')
  })

  it('move the selection, and not beyond the ends', () => {
    const state = given([CATALOG])
    const index = (typed: string) => selectedIndex(when(state, keys(typed)), 'stock')
    expect([index('j'), index('jj'), index('jjjj'), index('jjkkk'), index('G'), index('Gg')]).toEqual([
      1, 2, 2, 0, 2, 0,
    ])
  })

  it('keep the selected row while new ones come in above it', () => {
    const state = when(given([batch({ occurrences: [occurrence(1), occurrence(2)] })]), keys('3j'))
    const later = when(state, [batch({ occurrences: [occurrence(3)] })])
    expect(selectedIndex(later, 'occurrences')).toBe(2)
    expect(listed(later, 'occurrences')[2]?.key).toBe(1)
  })

  it('filter by product, user or reason, while they are typed', () => {
    const full = given([
      CATALOG,
      batch({
        refusals: [refusal(1), refusal(2, { reason: 'OUT_OF_STOCK' })],
        occurrences: [occurrence(1), occurrence(2)],
      }),
    ])
    const typing = when(full, keys('/머그'))
    expect(typing.view.isTypingFilter).toBe(true)
    expect(listed(typing, 'stock').map(({ id }) => id)).toEqual([1])
    expect(listed(when(full, keys('/1002<enter>')), 'occurrences')).toHaveLength(1)
    expect(listed(when(full, keys('/out_of<enter>')), 'outcomes').map(({ key }) => key)).toEqual([2])
    expect(when(typing, keys('<backspace><escape>')).view).toMatchObject({
      filter: '',
      isTypingFilter: false,
    })
    expect(when(full, keys('/q<enter><escape>')).view.filter).toBe('')
  })

  it('sort by something else', () => {
    const state = given([CATALOG])
    expect(listed(when(state, keys('s')), 'stock').map(({ id }) => id)).toEqual([3, 2, 1])
    expect(listed(when(state, keys('sss')), 'stock').map(({ id }) => id)).toEqual([1, 2, 3])
    expect(when(state, keys('ssss')).view.sort.stock).toBe(0)
  })

  it('show details of the selected row, which stay while the list goes on', () => {
    const state = when(given([CATALOG, batch({ deadLetters: [letter(1)] })]), keys('6<enter>'))
    const later = when(state, [batch({ deadLetters: [letter(2)] })])
    expect(later.view.overlay).toMatchObject({
      name: 'details',
      detail: { kind: 'dead-letter', row: { key: 1 } },
    })
    expect(when(later, keys('<escape>')).view.overlay).toBeNull()
  })

  it('ask why a user was approved or rejected, and show the answer', () => {
    const state = given([CATALOG, batch({ refusals: [refusal(1)], occurrences: [occurrence(1)] })])
    expect(when(state, keys('4e')).view.overlay).toEqual({
      name: 'explain',
      activityId: 1,
      userId: 2_001,
      lines: null,
    })
    const asked = when(state, keys('3<enter>e'))
    expect(asked.view.overlay).toMatchObject({ name: 'explain', activityId: 1, userId: 1_001 })
    const notMine = when(asked, [{ type: 'explained', activityId: 1, userId: 7, lines: ['another answer'] }])
    expect(notMine.view.overlay).toMatchObject({ lines: null })
    const answered = when(asked, [
      { type: 'explained', activityId: 1, userId: 1_001, lines: ['approved as number 1'] },
    ])
    expect(answered.view.overlay).toMatchObject({ lines: ['approved as number 1'] })
    expect(when(state, keys('1e')).view.overlay).toBeNull()
  })

  it('that are typed into the filter do nothing else', () => {
    const state = when(given([CATALOG]), keys('/q?3s'))
    expect(state.view).toMatchObject({ filter: 'q?3s', focus: 'stock', overlay: null })
  })
})
