import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage } from './decode-message.ts'
import { readPlainCommand } from './read-plain-command.ts'

const RECORD_TIME = Date.parse('2026-04-01T01:00:00Z')

/** The same JSON with a line feed before it: not written plainly, so that `JSON.parse` and the rules of the fields say what it is. */
const byRules = (bytes: Buffer) =>
  decodeMessage({ value: Buffer.concat([Buffer.from('\n'), bytes]), recordTime: RECORD_TIME }, 'command')

const plain = (json: string) => readPlainCommand(Buffer.from(json), RECORD_TIME)

const integer = fc.oneof(
  fc.constantFrom(
    0,
    1,
    1_000_000,
    1_000_001,
    999_999_999_999_999,
    2 ** 53 - 1,
    RECORD_TIME,
    4_102_444_800_001,
  ),
  fc.integer({ min: -5, max: 2_000_000 }),
  fc.maxSafeInteger(),
)
/** What stands for a value: mostly what is right, and all that nearly is. */
const literal = fc.oneof(
  { weight: 8, arbitrary: integer.map(String) },
  fc.constantFrom(
    'null',
    'true',
    '""',
    '"7"',
    '007',
    '1.0',
    '1e3',
    '-0',
    '[1]',
    '{}',
    '1 2',
    '12345678901234567',
  ),
  fc.double().map(String),
  fc.string().map((text) => JSON.stringify(text)),
)
const type = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('"FIRST_COME_FIRST_SERVE"', '"EVENT"', '"A B"') },
  fc.constantFrom('""', '"\\u0041"', '"선착순"', '"\u007f"', '"A', 'A', '1', 'null'),
)
const typed = fc.tuple(fc.constant('campaignActivityType'), type)
const names = ['campaignActivityId', 'userId', 'productId', 'timestamp', 'quantity', 'price', 'eventId']
const numbered = fc.tuple(fc.constantFrom(...names), literal)
const odd = fc.tuple(fc.constantFrom('userid', 'user', 'userId2', '', 'campaignActivityType'), literal)
const needed = fc
  .tuple(
    typed,
    ...names.slice(0, 2).map((name) =>
      fc.tuple(
        fc.constant(name),
        fc.nat().map((id) => String(id + 1)),
      ),
    ),
  )
  .map((fields) => [...fields])
const gap = fc.oneof({ weight: 6, arbitrary: fc.constant('') }, fc.constantFrom(' ', '  ', '\t', '\r', ','))

const json = fc
  .record({
    fields: fc
      .tuple(needed, fc.array(fc.oneof({ weight: 9, arbitrary: numbered }, odd), { maxLength: 4 }))
      .chain(([first, more]) => fc.shuffledSubarray([...first, ...more], { minLength: first.length })),
    gaps: fc.array(gap, { minLength: 4, maxLength: 4 }),
  })
  .map(({ fields, gaps: [before, behind, colon, end] }) => {
    const texts = fields.map(([name, value]) => `${before}"${name}"${behind}:${colon}${value}${behind}`)
    return `{${texts.join(',')}}${end}`
  })

describe('a command that is written plainly', () => {
  it('is read as the rules of its fields read it, or left to them', () => {
    let read = 0
    fc.assert(
      fc.property(json, (text) => {
        const command = plain(text)
        if (command === null) return
        read += 1
        expect(command).toEqual(byRules(Buffer.from(text)))
      }),
      { numRuns: 20_000 },
    )
    expect(read).toBeGreaterThan(500)
  })

  it('stays what it is, or is left to the rules, with any byte changed, left out or doubled', () => {
    const whole = Buffer.from(
      '{"campaignActivityType":"FIRST_COME_FIRST_SERVE", "campaignActivityId": 1,"userId":263724,"timestamp":1777597200000,"quantity":2}',
    )
    expect(readPlainCommand(whole, RECORD_TIME)).toEqual(byRules(whole))
    for (let at = 0; at < whole.length; at += 1) {
      const [before, behind] = [whole.subarray(0, at), whole.subarray(at + 1)]
      for (let byte = 0; byte < 256; byte += 1) {
        const changed = Buffer.concat([before, Buffer.from([byte]), behind])
        const command = readPlainCommand(changed, RECORD_TIME)
        if (command !== null) expect(command).toEqual(byRules(changed))
      }
      for (const cut of [
        before,
        Buffer.concat([before, behind]),
        Buffer.concat([before, whole.subarray(at, at + 1), whole.subarray(at)]),
      ]) {
        const command = readPlainCommand(cut, RECORD_TIME)
        if (command !== null) expect(command).toEqual(byRules(cut))
      }
    }
  })

  it.each([
    ['its fields in any order', '{"userId":7,"campaignActivityId":2,"campaignActivityType":"A"}'],
    [
      'the record’s own time where it says none',
      '{"campaignActivityType":"A","campaignActivityId":2,"userId":7}',
    ],
    ['spaces between', '{ "campaignActivityType" : "A" , "campaignActivityId" : 2 , "userId" : 7 }'],
  ])('may have %s', (_, text) => {
    expect(plain(text)).toMatchObject({
      kind: 'command',
      campaignActivityType: 'A',
      campaignActivityId: 2,
      userId: 7,
      requestedAt: RECORD_TIME,
      quantity: 1,
      productId: null,
    })
  })

  it('leaves a type of any length to be read', () => {
    const long = 'A'.repeat(1_000_000)
    const text = `{"campaignActivityType":"${long}","campaignActivityId":2,"userId":7}`
    expect(plain(text)?.campaignActivityType).toBe(long)
  })
})
