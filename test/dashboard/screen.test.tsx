import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DashboardEvent } from '../../src/live-view/dashboard-event.ts'
import { anyCharacter } from '../any-character.ts'
import { cells, draw, drawOnSurface, drawPainted } from './draw.tsx'
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

const SALE: DashboardEvent[] = [
  CATALOG,
  tick(0),
  batch({
    outcomes: { approved: 40, rejected: 3, duplicate: 2, recorded: 1, deadLetter: 1 },
    rejectedByReason: { LIMIT_REACHED: 2, OUT_OF_STOCK: 1 },
    deadLetterByReason: { INVALID_JSON: 1 },
    products: [{ id: 1, stock: 60 }],
    lastBatchSize: 47,
    commitMs: [12, 14],
    occurrences: [occurrence(1), occurrence(2, { eventId: 2, userId: null, entry: null, context: '{}' })],
    refusals: [refusal(1)],
    deadLetters: [letter(1)],
  }),
  tick(1_000),
]

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
  { columns: 100, rows: 40 },
  { columns: 140, rows: 30 },
  { columns: 76, rows: 18 },
  { columns: 60, rows: 18 },
  { columns: 40, rows: 11 },
]

describe.each(SIZES)('at $columns×$rows', (size) => {
  const panels = ['1', '2', '3', '4', '5', '6', '7']
  const views = [...panels, '?', 'l', '3<enter>', '4e', '1z', '/머그']

  it.each(views)(
    'a frame fills its lines exactly, is a row lower than the terminal, and the same on the live surface (%s)',
    (typed) => {
      const state = when(given(SALE, { mode: 'consume' }), keys(typed))
      const lines = draw(state, size)
      expect(lines.length).toBeLessThanOrEqual(size.rows - 1)
      for (const line of lines) expect(cells(line)).toBeLessThanOrEqual(size.columns)
      const bordered = lines.filter((line) => /[│╮╯]\s*$/.test(line))
      expect(bordered.length).toBeGreaterThan(2)
      for (const line of bordered) expect(cells(line)).toBe(size.columns)
      const onSurface = drawOnSurface(state, size).map((line) => line.trimEnd())
      expect(onSurface.join('\n').trimEnd()).toBe(
        lines
          .map((line) => line.trimEnd())
          .join('\n')
          .trimEnd(),
      )
    },
  )
})

describe('the screen', () => {
  const small = draw(given(SALE)).join('\n')
  const large = draw(given(SALE), { columns: 200, rows: 60 }).join('\n')

  it.each([
    ['80×24', small],
    ['200×60', large],
  ])('shows all six panels, the run and the keys (%s)', (_, frame) => {
    for (const title of [
      '1 Stock',
      '2 Activities',
      '3 Occurrences',
      '4 Outcomes',
      '5 Flow',
      '6 Dead letters',
    ])
      expect(frame).toContain(title)
    expect(frame).toContain('axon replay  ● RUNNING')
    expect(frame).toContain('file:/shop/sale.jsonl → sqlite:axon.db')
    expect(frame).toContain('? help · q quit · p pause')
  })

  it('shows what is left, how fast it sells and when it will be sold out; low and sold out are marked', () => {
    expect(small).toMatch(/● 한정판 머그컵 +█████▍░░░ +60 +2 s/)
    expect(small).toMatch(/▲ Lantern 🏮 +▊░+ +9 +LOW/)
    expect(small).toMatch(/✕ Poster +SOLD OUT +0 /)
    expect(large).toContain('40/s')
  })

  it('shows the ledger: what was read is the sum of the five outcomes, with a bar for each reason', () => {
    expect(small).toMatch(/4 Outcomes ─+ read 47 ╮/)
    expect(small).toMatch(/● approved +40 █████████▍░/)
    expect(small).toMatch(/limit reached +2 ▌/)
  })

  it('shows activities with limit, state and countdown', () => {
    expect(large).toMatch(/● {2}머그컵 선착순 100명 .* 0\/100 {2}open 59m 59s/)
    expect(small).toMatch(/● 머그컵 선착순 100명 +0\/100 open 59m /)
    expect(large).toMatch(/▮ {2}Lantern night +no limit +91\/∞ {2}paused/)
    const wide = draw(when(given(SALE), keys('2z')), { columns: 200, rows: 60 }).join('\n')
    expect(wide).toMatch(/0\/100 {2}open +ends 59m 59s/)
  })

  it('shows occurrences with time, event, trigger, user and context', () => {
    expect(large).toMatch(/구매 +PURCHASE +1001 {2}activity 1, produ/)
    expect(small).toMatch(/구매 +PURCHASE +1001/)
  })

  it('shows throughput, batch size, commit times and retries', () => {
    expect(large).toContain('mean 47/s · peak 47/s · last 500 ms')
    expect(large).toContain('batch 47 · commit p50 14 ms  p99 14 ms')
    expect(large).toContain('1 batch · 0 retries')
  })

  it('shows of a service what becomes of behaviours, once there are any', () => {
    const log = { kept: 12_000, refused: 3, sentAway: 40, waiting: 7, oldestWaitMs: 1_200, outage: null }
    const shown = (more: object) => {
      const seen: DashboardEvent = { type: 'behavior-log', ...log, ...more }
      return draw(given([CATALOG, tick(0), seen], { mode: 'serve' }), { columns: 200, rows: 60 }).join('\n')
    }
    expect(shown({})).toContain('12,000 behaviours · 7 wait (1 s) · 40 sent away · 3 refused')
    expect(shown({ outage: 'no room' })).toContain('behaviour log away · 12,000 behaviours')
    expect(shown({ kept: 1, refused: 0, sentAway: 0, waiting: 0 })).toMatch(/1 behaviour +│/)
    expect(shown({ kept: 0, refused: 0, sentAway: 0, waiting: 0 })).not.toContain('behaviour')
  })

  it('shows of a service how many requests it answers, how soon, and how many wait', () => {
    const answered: DashboardEvent = {
      type: 'requests',
      answered: 1_500,
      latencyMs: Array.from({ length: 100 }, (_, index) => (index === 99 ? 140 : 3)),
      waiting: 17,
      streams: 1,
    }
    const service = given([CATALOG, tick(0), answered, batch(), tick(1_000)], { mode: 'serve' })
    for (const size of SIZES.slice(0, 3)) {
      const frame = draw(service, size).join('\n')
      expect(frame).toContain('axon serve  ● RUNNING')
      expect(frame).toContain('1,500 requests/s')
      expect(frame).toContain('17 waiting')
      expect(frame).not.toContain('p pause')
    }
    const frame = draw(service, { columns: 200, rows: 60 }).join('\n')
    expect(frame).toContain('1,500 requests/s · answer p50 3.0 ms  p99 140 ms')
    expect(draw(when(service, keys('5z')), SIZES[0]).join('\n')).toContain('17 waiting · 1 stream')
    expect(draw(given([CATALOG], { mode: 'serve' })).join('\n')).toContain('● RUNNING')
  })

  it('shows partitions with position, lag and state when messages come from Kafka', () => {
    const source = 'kafka:axon.event.occurrence'
    const partitions: DashboardEvent = {
      type: 'partitions',
      partitions: [
        { source, partition: 0, nextOffset: 4_200, lag: 17, state: 'reading' },
        { source, partition: 1, nextOffset: 3_900, lag: 0, state: 'suspended' },
      ],
    }
    const frame = draw(given([...SALE, partitions], { mode: 'consume' }), { columns: 200, rows: 60 }).join(
      '\n',
    )
    expect(frame).toMatch(/7 Partitions ─+ 2 · lag 17 ╮/)
    expect(frame).toMatch(/● {2}event.occurrence +0 +4,200 +17/)
    expect(frame).toMatch(/▮ {2}event.occurrence +1 +3,900 +0/)
  })

  it('says which error is retried, and when', () => {
    const retrying: DashboardEvent = {
      type: 'retrying',
      at: STARTED_AT + 1_000,
      error: 'the server cannot be reached',
      attempt: 2,
      delayMs: 3_000,
    }
    const frame = draw(given([...SALE, retrying], {}), { columns: 120, rows: 30 }).join('\n')
    expect(frame).toContain('▲ RETRYING  retry 2 in 3 s: the server cannot be reached')
  })

  it('says that no broker answers, until one does', () => {
    const events: DashboardEvent[] = [
      { type: 'broker-retrying', at: STARTED_AT, error: 'connect ECONNREFUSED', attempt: 4, delayMs: 9_000 },
    ]
    expect(draw(given(events, { mode: 'consume' })).join('\n')).toContain(
      '▲ RETRYING  retry 4 in 9 s: connect ECONNREFUSED',
    )
    events.push({ type: 'broker-answered' })
    expect(draw(given(events, { mode: 'consume' })).join('\n')).toContain('○ STARTING')
  })

  it('shows numbers whole, or short; never cut', () => {
    const [activity] = (CATALOG as Extract<DashboardEvent, { type: 'catalog' }>).activities
    const events: DashboardEvent[] = [
      {
        type: 'catalog',
        products: [],
        activities: [{ ...activity!, approvedCount: 21_000, limitCount: 100_000 }],
        events: [],
      },
      batch({ occurrences: [occurrence(1, { userId: 9_007_199_254_740_991 })] }),
    ]
    const frame = draw(given(events)).join('\n')
    expect(frame).toContain('21.0k/100k')
    expect(frame).toContain('9007199254740991')
  })

  it('marks the row that a key would act on, in the panel in focus', () => {
    const marked = (typed: string) =>
      /\x1b\[7m([^\x1b]*)/.exec(
        drawPainted(when(given(SALE), keys(typed)), { columns: 80, rows: 24 }, 0),
      )?.[1]
    expect(marked('')).toContain('한정판')
    expect(marked('j')).toContain('Lantern')
    expect(marked('3')).toContain('로그인')
    expect(marked('4')).toContain('2001')
  })

  it('scrolls help to its end and back, without a dead key', () => {
    const size = { type: 'resized', columns: 80, rows: 14 } as const
    const top = (typed: string) =>
      / (\d+)–/.exec(draw(when(given([size]), keys(typed)), size).join('\n'))?.[1]
    expect(top('?')).toBe('1')
    expect(Number(top('?G')) - Number(top('?Gk'))).toBe(1)
  })

  it('shows the end of a long filter, where it is typed', () => {
    const long = '가나다라마바사아자차카타파하'.repeat(4)
    expect(draw(when(given(SALE), keys(`/${long}`))).join('\n')).toMatch(
      /filter: \S+타파하▏ {3}enter keeps it/,
    )
    expect(draw(when(given(SALE), keys(`/${long}<enter>`))).join('\n')).toMatch(/\/ "\S+타파하" · /)
  })

  it('says that keys are off, and why', () => {
    const frame = draw(given(SALE, { keysOff: 'standard input is no terminal' })).join('\n')
    expect(frame).toContain('keys are off: standard input is no terminal')
  })

  it('shows the log where there is room, and on `l`', () => {
    const state = given([...SALE, { type: 'log', at: STARTED_AT, line: 'axon: warning: no ACTIVE event' }])
    expect(draw(state, { columns: 200, rows: 60 }).join('\n')).toContain('axon: warning: no ACTIVE event')
    expect(draw(state).join('\n')).toContain('l log (1)')
    expect(draw(when(state, keys('l'))).join('\n')).toContain('axon: warning: no ACTIVE event')
  })

  it('uses colours only where they are wanted; symbols say the same', () => {
    const size = { columns: 80, rows: 24 }
    expect(drawPainted(given(SALE), size, 0)).not.toMatch(/\x1b\[[34][0-9;]*m/)
    expect(drawPainted(given(SALE), size, 256)).toContain('\x1b[38;5;33m')
    expect(drawPainted(given(SALE), size, 16)).toContain('\x1b[34m')
  })

  it('draws ten thousand products as quickly as it draws the ones in sight', () => {
    const products = Array.from({ length: 10_000 }, (_, index) => ({
      id: index + 1,
      name: `상품 ${index + 1}`,
      stock: index,
      initialStock: 10_000,
    }))
    const state = given([{ type: 'catalog', products, activities: [], events: [] }])
    expect(draw(state).join('\n')).toMatch(/1 Stock ─+ 10,000 ╮/)
    expect(draw(when(state, keys('G'))).join('\n')).toContain('상품 10000')
    expect(draw(when(state, keys('/9999'))).join('\n')).toMatch(/1 Stock ─+ 1 of 10,000 ╮/)
  })
})

describe('a sale with long names', () => {
  const names = [
    '제주 한라봉 선물세트 3kg 산지직송 특별 기획전',
    '무선 노이즈 캔슬링 이어폰 프로 3세대 블랙',
    '겨울 구스다운 롱패딩 여성용 화이트 L',
    'Poster',
  ]
  const products = names.map((name, index) => ({
    id: index + 1,
    name,
    stock: index === 3 ? 0 : 40,
    initialStock: 50,
  }))
  const activities = names.map((name, index) => ({
    id: index + 1,
    name: `${name} 선착순`,
    productId: index + 1,
    status: 'ACTIVE' as const,
    approvedCount: 10,
    limitCount: index === 3 ? null : 100,
    startDate: null,
    endDate: index === 1 ? STARTED_AT + 90 * 60_000 : null,
  }))
  const error = 'quantity must be an integer from 1 to 1000000, was "다섯 개"'
  const reasons = {
    UNSUPPORTED_ACTIVITY_TYPE: 5,
    ACTIVITY_TYPE_MISMATCH: 4,
    UNSUPPORTED_TRIGGER_TYPE: 3,
    INVALID_MESSAGE: 2,
  }
  const sale: DashboardEvent[] = [
    { type: 'catalog', products, activities, events: [{ id: 1, name: '구매', triggerType: 'PURCHASE' }] },
    tick(0),
    batch({
      batches: 1_234,
      lastBatchSize: 10_000,
      commitMs: [12.5, 1_400],
      outcomes: { approved: 40_000, rejected: 30_000, duplicate: 2_000, recorded: 100, deadLetter: 14 },
      rejectedByReason: { LIMIT_REACHED: 20_000, OUT_OF_STOCK: 9_000, OUTSIDE_PERIOD: 1_000 },
      deadLetterByReason: reasons,
      occurrences: [occurrence(1), occurrence(2)],
      refusals: Array.from({ length: 20 }, (_, index) => refusal(index + 1)),
      deadLetters: [letter(1, { reason: 'INVALID_MESSAGE', error })],
    }),
    tick(500),
  ]
  const frame = (typed = '', size = { columns: 80, rows: 24 }) => draw(when(given(sale), keys(typed)), size)
  const panel = (lines: readonly string[], title: string) => {
    const first = lines.findIndex((line) => line.includes(title))
    return lines.slice(first + 1, first + 6)
  }
  const SALE_SIZES = [
    { columns: 80, rows: 24 },
    { columns: 100, rows: 30 },
    { columns: 140, rows: 40 },
    { columns: 200, rows: 60 },
  ]

  it.each(SALE_SIZES)('cuts no name beside room for more of it ($columns×$rows)', (size) => {
    for (const typed of ['1', '2', '1z', '2z', '4z', '6z']) {
      for (const line of frame(typed, size)) expect(line).not.toMatch(/[^ ]… {5,}[^ ]/)
    }
  })

  it('shows names whole where the screen is wide enough for them', () => {
    const wide = frame('', { columns: 200, rows: 60 }).join('\n')
    for (const name of names) expect(wide).toContain(name)
    expect(wide).toContain(error)
    expect(frame().join('\n')).toContain('Poster 선착순')
  })

  it('says of an activity that its product is sold out: a request would be refused', () => {
    const [open, , , soldOut] = panel(frame(), '2 Activities')
    expect(open).toContain(' open ')
    expect(soldOut).toMatch(/✕ Poster 선착순 .* sold out/)
  })

  it('tells whole facts of the flow, the most telling first', () => {
    for (const size of SALE_SIZES) {
      const [, ...facts] = frame('', size)
        .filter((line) => / p50 | peak | batches/.test(line))
        .map((line) => line.slice(line.lastIndexOf('│', line.length - 2)))
      for (const fact of facts) expect(fact).not.toContain('…')
    }
    expect(frame().join('\n')).toMatch(/batch 10,000 · p50 1\d* s {2}p99 1 s/)
    const retried: DashboardEvent = { type: 'retrying', at: STARTED_AT, error: 'x', attempt: 1, delayMs: 9 }
    expect(draw(given([...sale, retried])).join('\n')).toContain('1 retry')
  })

  it('keeps the reasons of the outcomes when their panel is zoomed, and reads them out', () => {
    for (const size of SALE_SIZES) {
      const zoomed = frame('4z', size).join('\n')
      for (const reason of ['limit reached', 'out of stock', 'outside period'])
        expect(zoomed).toMatch(new RegExp(`${reason} +[\\d,]+`))
      expect(zoomed).toContain('newest rejections')
    }
    const wide = frame('4z', { columns: 140, rows: 40 }).join('\n')
    for (const reason of Object.keys(reasons))
      expect(wide).toContain(reason.toLowerCase().replaceAll('_', ' '))
  })

  it('gives rows that a small shop leaves empty to what has more to say', () => {
    const lines = frame('', { columns: 200, rows: 60 })
    const many = Array.from({ length: 100 }, (_, index) => letter(index + 1))
    const letters = draw(given([...sale, batch({ deadLetters: many })]), { columns: 200, rows: 60 })
    const rows = letters.filter((line) => line.includes('INVALID_JSON')).length
    expect(lines.filter((line) => line.startsWith('│')).length).toBeGreaterThan(0)
    expect(rows).toBeGreaterThan(20)
  })
})

describe('what messages and tables say', () => {
  const hostile = '\x1b[2J\x1b]0;owned\x07\u202eevil\r\nsecond\u0000 line'

  it('never reaches the terminal as a command, and never breaks a line', () => {
    const state = given([
      {
        type: 'catalog',
        products: [{ id: 1, name: hostile, stock: 1, initialStock: 1 }],
        activities: [],
        events: [{ id: 1, name: hostile, triggerType: hostile }],
      },
      batch({
        occurrences: [occurrence(1, { context: JSON.stringify({ hostile }) })],
        deadLetters: [letter(1, { error: hostile, payload: hostile })],
      }),
      { type: 'log', at: STARTED_AT, line: hostile },
      { type: 'waiting', reason: hostile },
    ])
    for (const typed of ['1', '3<enter>', '6<enter>', 'l']) {
      for (const size of [
        { columns: 80, rows: 24 },
        { columns: 200, rows: 60 },
      ]) {
        const frame = drawPainted(when(state, keys(typed)), size, 0)
        expect(frame.split('\n').length).toBeLessThanOrEqual(size.rows - 1)
        expect(frame.replace(/\x1b\[(?:1|7|22|27)m|\n/g, '')).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u202e]/,
        )
      }
    }
  })

  it('never shifts a border, whatever script or emoji names are written in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: anyCharacter, maxLength: 40 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...SIZES),
        (names, size) => {
          const products = names.map((name, index) => ({ id: index + 1, name, stock: 1, initialStock: 1 }))
          const events = names.map((name, index) => ({ id: index + 1, name, triggerType: name }))
          const state = given([
            { type: 'catalog', products, activities: [], events },
            batch({ occurrences: [occurrence(1, { context: names.join('') })] }),
          ])
          for (const line of drawOnSurface(state, size).filter((line) => /[│╮╯]$/.test(line))) {
            expect(cells(line)).toBe(size.columns)
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('the ledger', () => {
  const count = fc.nat({ max: 5_000 })
  const outcomes = fc.record({
    approved: count,
    rejected: count,
    duplicate: count,
    recorded: count,
    deadLetter: count,
  })
  const event: fc.Arbitrary<DashboardEvent> = fc.oneof(
    outcomes.map((counts) =>
      batch({
        outcomes: counts,
        rejectedByReason: { LIMIT_REACHED: counts.rejected, OUT_OF_STOCK: 1, OUTSIDE_PERIOD: 1 },
        deadLetterByReason: { INVALID_JSON: counts.deadLetter, UNKNOWN_EVENT: 1, UNKNOWN_PRODUCT: 1 },
      }),
    ),
    outcomes.map((counts) =>
      polled({ outcomes: counts, rejectedByReason: { OUT_OF_STOCK: counts.rejected } }),
    ),
    fc.nat({ max: 100_000 }).map((ms) => tick(ms)),
    fc.constantFrom(...keys('1234567sjkpq?lz/<enter><escape><tab>e')),
    fc.constantFrom<DashboardEvent>(
      { type: 'paused', isPaused: true },
      { type: 'stopping' },
      { type: 'done' },
      CATALOG,
      polled({ isReset: true }),
      { type: 'waiting', reason: 'no server' },
    ),
  )

  const LEDGER_SIZES = [SIZES[0]!, { columns: 100, rows: 40 }, { columns: 40, rows: 11 }]

  it('read = approved + rejected + duplicate + recorded + dead letter, in every frame', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        let state = given([], { mode: 'watch' })
        for (const [index, one] of events.entries()) {
          state = when(state, [one])
          const size = LEDGER_SIZES[index % LEDGER_SIZES.length]
          const { read, ...parts } = ledgerOf(draw(when(state, keys('<escape><escape><escape>4')), size))
          expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(read)
        }
      }),
      { numRuns: 25 },
    )
  })
})

it('adds up the reasons that there is no room for', () => {
  const reasons = Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((name, index) => [name, 5 - index]))
  const events = [
    batch({
      outcomes: { approved: 1, rejected: 15, duplicate: 2, recorded: 3, deadLetter: 15 },
      rejectedByReason: reasons,
      deadLetterByReason: reasons,
    }),
  ]
  const frame = draw(given(events)).join('\n')
  expect(frame).toMatch(/✕ rejected +15.*\n.* a +5 .*\n.* 4 reasons +10 /)
  expect(frame).toMatch(/▲ dead letter +15.*\n.* a +5 .*\n.* 4 reasons +10 /)
})

/** The numbers as an operator reads them. */
function ledgerOf(lines: readonly string[]): Record<string, number> {
  const frame = lines.join('\n')
  const number = (pattern: RegExp): number => Number((pattern.exec(frame)?.[1] ?? 'NaN').replaceAll(',', ''))
  return {
    read: number(/read ([\d,]+) ╮/),
    approved: number(/● approved +([\d,]+)/),
    rejected: number(/✕ rejected +([\d,]+)/),
    duplicate: number(/= duplicate +([\d,]+)/),
    recorded: number(/◆ recorded +([\d,]+)/),
    deadLetter: number(/▲ dead letter +([\d,]+)/),
  }
}
