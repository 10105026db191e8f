import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { kafkaBatches } from '../../test/kafka-batches.ts'
import { click } from '../../test/shop.ts'
import { INVISIBLE } from '../domain/invisible.ts'
import type { ConsumeEvent } from '../kafka/consumer/consume-event.ts'
import { ConsumeLog, type ConsumeLogOptions } from './consume-log.ts'

/** A log and what it wrote. */
function openLog(options: ConsumeLogOptions & { readonly isTTY?: boolean } = {}) {
  const { isTTY = false, ...rest } = options
  let written = ''
  const target = {
    isTTY,
    write: (text: string) => {
      written += text
    },
  }
  return {
    log: new ConsumeLog({ target, ...rest }),
    text: () => written,
    lines: () => written.split('\n').filter((line) => line !== ''),
    objects: () =>
      written
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

const at = { source: 'kafka:commands', partition: 1 }
const one = { topic: 'commands', partition: 1 }
const two = { topic: 'occurrences', partition: 0 }
const outage = new Error('connect ECONNREFUSED\n127.0.0.1:5432')

const STORY: readonly ConsumeEvent[] = [
  {
    type: 'started',
    group: 'axon-group',
    database: 'postgres://axon@db:5432/shop',
    partitions: [
      { ...one, nextOffset: 17 },
      { topic: 'commands', partition: 0, nextOffset: 4 },
      { ...two, nextOffset: null },
    ],
  },
  { type: 'assigned', partitions: [one, two] },
  { type: 'batch-retrying', error: outage, attempt: 1, delayMs: 150 },
  { type: 'suspended', reason: outage },
  { type: 'batch-retrying', error: outage, attempt: 2, delayMs: 390 },
  { type: 'resumed' },
  { type: 'broker-retrying', error: new Error('connect ECONNREFUSED b:9092'), attempt: 3, delayMs: 2_000 },
  { type: 'fenced', at },
  { type: 'gap-accepted', at, from: 17, to: 40 },
  { type: 'lag', partitions: [{ ...one, nextOffset: 40, highWatermark: 50, lag: 10, state: 'reading' }] },
  { type: 'revoked', partitions: [one, two] },
  { type: 'stopping', signal: 'SIGTERM' },
]

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

it('writes one JSON line for each thing that an operator may have to explain later', () => {
  const { log, objects } = openLog()
  for (const event of STORY) log.listen(event)
  log.close()
  expect(objects().map(({ level, event, msg }) => `${level} ${event} ${msg}`)).toEqual([
    'info started started: group axon-group, database postgres://axon@db:5432/shop, positions: commands 0 at 4, 1 at 17; occurrences 0 new',
    'info assigned assigned: commands 1; occurrences 0',
    'warn batch-retrying database: connect ECONNREFUSED 127.0.0.1:5432: trying again in 0.1 s (retry 1)',
    'warn paused paused until the database answers: connect ECONNREFUSED 127.0.0.1:5432',
    'warn batch-retrying database: connect ECONNREFUSED 127.0.0.1:5432: trying again in 0.4 s (retry 2)',
    'info resumed resumed: the database answers again',
    'warn broker-retrying broker: connect ECONNREFUSED b:9092: trying again in 2.0 s (retry 3)',
    'warn fenced fenced: another process has moved kafka:commands partition 1; what was read of it is dropped and read anew',
    'warn gap-accepted gap accepted: kafka:commands partition 1 goes on at 40 instead of 17',
    'info revoked revoked: commands 1; occurrences 0',
    'info stopping stopping (SIGTERM): the batch in hand is finished first',
  ])
  expect(objects()[2]).toMatchObject({ attempt: 1, delayMs: 150, name: 'axon' })
  expect(Date.parse(String(objects()[0]?.time))).toBeGreaterThan(Date.parse('2026-01-01'))
})

it('says every ten seconds how fast it goes, how far behind it is, and what became of the messages since', async () => {
  const clicks = Array.from({ length: 120 }, (_, index) => click(index + 1))
  const events = await kafkaBatches([
    { lines: [...clicks, click(1), 'no JSON'], recordTime: null },
    { lines: [click(500)], recordTime: null },
  ])
  vi.useFakeTimers()
  const { log, objects } = openLog()
  log.listen(events[0]!)
  log.listen({
    type: 'lag',
    partitions: [
      { ...one, nextOffset: 122, highWatermark: 1_500, lag: 1_378, state: 'reading' },
      { ...two, nextOffset: 3, highWatermark: 5, lag: 2, state: 'reading' },
    ],
  })
  vi.advanceTimersByTime(10_000)
  log.listen(events[1]!)
  vi.advanceTimersByTime(10_000)
  vi.advanceTimersByTime(10_000)
  log.close()
  expect(objects().map(({ msg }) => msg)).toEqual([
    '12 messages/s, lag 1,380; approved 100, rejected 20 (LIMIT_REACHED 20), duplicate 1, dead letters 1 (INVALID_JSON 1) in 1 batch',
    '0 messages/s, lag 1,380; rejected 1 (LIMIT_REACHED 1) in 1 batch',
    '0 messages/s, lag 1,380; nothing new',
  ])
  expect(objects()[0]).toMatchObject({
    event: 'progress',
    perSecond: 12,
    lag: 1_380,
    read: 122,
    approved: 100,
    rejectedByReason: { LIMIT_REACHED: 20 },
    deadLetterByReason: { INVALID_JSON: 1 },
  })
})

it('logs what is left when it is closed, and nothing afterwards', async () => {
  const [event] = await kafkaBatches([{ lines: [click(1)], recordTime: null }])
  vi.useFakeTimers()
  const { log, lines } = openLog()
  log.listen(event!)
  expect(lines()).toHaveLength(0)
  log.close()
  expect(lines()).toHaveLength(1)
  vi.advanceTimersByTime(60_000)
  expect(lines()).toHaveLength(1)
})

it.each(['json', 'pretty'] as const)('shows no secret in the %s format', (format) => {
  const { log, text } = openLog({ format, secrets: ['k4fk4-secret'] })
  const errors = [
    'connect to postgres://axon:pa$$wörd@db:5432/shop failed',
    'can not parse "postgres://axon:p@ss@word@db/shop"',
    'FATAL: sslpassword=hunter2 host=db',
    'SASL PLAIN: user axon, k4fk4-secret refused',
    `${'x'.repeat(480)} postgres://axon:pa$$wörd@db:5432/shop`,
  ]
  for (const message of errors) {
    const error = new Error(message)
    log.listen({ type: 'batch-retrying', error, attempt: 1, delayMs: 1 })
    log.listen({ type: 'broker-retrying', error, attempt: 1, delayMs: 1 })
    log.listen({ type: 'suspended', reason: error })
    log.write('warn', message)
  }
  log.close()
  expect(text()).toContain('***')
  expect(text()).not.toMatch(/pa\$\$|wörd|p@ss|word@|hunter2|k4fk4-secret/)
})

it('keeps an error on one line, whatever is in it', () => {
  const { log, lines } = openLog({ format: 'pretty' })
  const error = new Error('first\nsecond\u2028third\u001b[2J')
  log.listen({ type: 'batch-retrying', error, attempt: 1, delayMs: 1 })
  log.close()
  expect(lines()).toHaveLength(1)
  expect(lines()[0]).toMatch(/database: first second third\\u001b\[2J: trying again/)
})

it('is pretty on a terminal and JSON elsewhere, unless told otherwise', () => {
  const line = (options: ConsumeLogOptions & { readonly isTTY?: boolean }) => {
    const { log, text } = openLog(options)
    log.listen({ type: 'resumed' })
    log.close()
    return text()
  }
  expect(line({ isTTY: false })).toMatch(/^\{"level":"info"/)
  expect(line({ isTTY: true })).toMatch(/^\[\d\d:\d\d:\d\d\] .*INFO/)
  expect(line({ isTTY: true, format: 'json' })).toMatch(/^\{/)
  expect(line({ isTTY: false, format: 'pretty' })).toMatch(/INFO.*resumed: the database answers again\n$/)
})

it('uses colours on a terminal only, and not with NO_COLOR', () => {
  const isColoured = (isTTY: boolean) => {
    const { log, text } = openLog({ isTTY, format: 'pretty' })
    log.listen({ type: 'resumed' })
    log.close()
    return text().includes('\u001b[')
  }
  expect(isColoured(true)).toBe(true)
  expect(isColoured(false)).toBe(false)
  vi.stubEnv('NO_COLOR', '1')
  expect(isColoured(true)).toBe(false)
})

it.each(['json', 'pretty'] as const)(
  'writes nothing into the %s log that a terminal hides or obeys',
  (format) => {
    const { log, text } = openLog({ format })
    log.listen({ type: 'started', group: 'a\u202eb\u200b', database: 'sqlite:\u2066c\u009b', partitions: [] })
    log.write('info', 'kafkajs: \u001b[2J\u{e0041}')
    log.close()
    expect(text()).toContain('a\\u202eb')
    expect(text().replaceAll('\n', '')).not.toMatch(INVISIBLE)
  },
)
