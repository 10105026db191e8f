import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage } from './decode-message.ts'
import type { CampaignActivityCommand } from './message.ts'

const RECORD_TIME = Date.parse('2026-05-01T10:00:00+09:00')
const COMMAND = { campaignActivityType: 'FIRST_COME_FIRST_SERVE', campaignActivityId: 1, userId: 7 }

/** A command with one field written as it stands, so that numbers keep their literal. */
function commandWith(field: string, json: string) {
  const text = JSON.stringify({ ...COMMAND, [field]: '@' }).replace('"@"', () => json)
  return decodeMessage({ value: Buffer.from(text), recordTime: RECORD_TIME }, null) as CampaignActivityCommand
}

describe('an id', () => {
  it.each([
    ['1', 1],
    ['"5"', 5],
    ['"007"', 7],
    ['1e3', 1_000],
    ['12.0', 12],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['"9007199254740991"', Number.MAX_SAFE_INTEGER],
  ])('may be written as %s', (json, id) => {
    expect(commandWith('userId', json).userId).toBe(id)
  })

  it.each([
    '0',
    '-0',
    '-1',
    '1.5',
    '9007199254740992',
    '"9007199254740993"',
    '9007199254740990.9',
    '1.00000000000000001',
    '1e400',
    '""',
    '" 5"',
    '"5.0"',
    '"1e3"',
    '"٣"',
    '[5]',
    '{}',
    'true',
    '99999999999999999999',
    '"99999999999999999999"',
  ])('is invalid as %s, never rounded', (json) => {
    expect(commandWith('userId', json)).toMatchObject({
      reason: 'INVALID_MESSAGE',
      error: expect.stringMatching(/^userId must be an integer from 1 to/),
    })
  })

  it('is what its literal says, whatever the form', () => {
    const digits = fc.stringMatching(/^(0|[1-9]\d{0,17})$/)
    const literal = fc
      .tuple(digits, fc.option(fc.stringMatching(/^\d{1,20}$/)), fc.option(fc.integer({ min: -20, max: 20 })))
      .map(([whole, fraction, exponent]) => ({
        json: `${whole}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`,
        mantissa: BigInt(`${whole}${fraction ?? ''}`),
        power: (exponent ?? 0) - (fraction?.length ?? 0),
      }))
    fc.assert(
      fc.property(literal, ({ json, mantissa, power }) => {
        const divisor = 10n ** BigInt(Math.max(0, -power))
        const isInteger = mantissa % divisor === 0n
        const value = (mantissa / divisor) * 10n ** BigInt(Math.max(0, power))
        const isId = isInteger && value >= 1n && value <= BigInt(Number.MAX_SAFE_INTEGER)
        const read = commandWith('userId', json)
        if (isId) expect(read.userId).toBe(Number(value))
        else expect(read).toMatchObject({ reason: 'INVALID_MESSAGE' })
      }),
      { numRuns: 2_000 },
    )
  })
})
