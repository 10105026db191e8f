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

describe('a quantity', () => {
  it.each([
    ['1', 1],
    ['1000000', 1_000_000],
    ['2.0', 2],
    ['1e2', 100],
  ])('may be %s', (json, quantity) => {
    expect(commandWith('quantity', json).quantity).toBe(quantity)
  })

  it.each(['0', '-1', '1000001', '1.5', '"5"', '1.00000000000000001', '[5]', 'true', '1e400', '-0'])(
    'is invalid as %s',
    (json) => expect(commandWith('quantity', json)).toMatchObject({ reason: 'INVALID_MESSAGE' }),
  )
})

describe('a price', () => {
  it.each([
    ['0', 0],
    ['19900', 19_900],
    ['0.1', 0.1],
    ['10.10', 10.1],
    ['10.100', 10.1],
    ['123e-2', 1.23],
    ['"18000.50"', 18_000.5],
    ['9999999999.99', 9_999_999_999.99],
    ['"9999999999.99"', 9_999_999_999.99],
  ])('may be written as %s', (json, price) => {
    expect(commandWith('price', json).price).toBe(price)
  })

  it.each([
    '-1',
    '-0',
    '0.001',
    '0.1000000000000000055',
    '10000000000',
    '9999999999.991',
    '"1e2"',
    '"-1"',
    '"+1"',
    '"1."',
    '".5"',
    '"1.234"',
    '""',
    '1e400',
    'true',
    '[1]',
  ])('is invalid as %s', (json) => {
    expect(commandWith('price', json)).toMatchObject({
      reason: 'INVALID_MESSAGE',
      error: expect.stringMatching(/^price must be/),
    })
  })
})
