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

describe('an instant', () => {
  it.each([
    ['1777597200000', 1777597200000],
    ['1.7775972e12', 1777597200000],
    ['"2026-05-01T10:00:00+09:00"', Date.UTC(2026, 4, 1, 1)],
    ['"2026-05-01T01:00Z"', Date.UTC(2026, 4, 1, 1)],
    ['"2026-05-01T01:00:00.123456789Z"', Date.UTC(2026, 4, 1, 1, 0, 0, 123)],
    ['"2026-05-01T01:00:00,5-0330"', Date.UTC(2026, 4, 1, 4, 30, 0, 500)],
    ['"2024-02-29T00:00:00+00"', Date.UTC(2024, 1, 29)],
    ['"2000-01-01T00:00:00Z"', Date.UTC(2000, 0, 1)],
    ['"2100-01-01T00:00:00Z"', Date.UTC(2100, 0, 1)],
  ])('may be written as %s', (json, epochMs) => {
    expect(commandWith('timestamp', json).requestedAt).toBe(epochMs)
  })

  it.each([
    '1777597200',
    '1777597200000000',
    '1777597200000.5',
    '"1777597200000"',
    '"2026-05-01T10:00:00"',
    '"2026-05-01"',
    '"2026-02-30T00:00:00Z"',
    '"2026-05-01T24:00:00Z"',
    '"2026-05-01T10:60:00Z"',
    '"2026-05-01T10:00:60Z"',
    '"2026-13-01T00:00:00Z"',
    '"0099-12-31T23:59:59-23:59"',
    '"2026-05-01T10:00:00+09:60"',
    '"2026-05-01T10:00:00.1234567890Z"',
    '"2026-05-00T00:00:00Z"',
    '"2100-02-29T00:00:00Z"',
    '"2025-02-29T00:00:00Z"',
    '"2026-04-31T00:00:00Z"',
    '"2026-05-01 10:00:00Z"',
    '"2026-05-01T10:00:00+24:00"',
    '"1999-12-31T23:59:59.999Z"',
    '"2100-01-01T00:00:00.001Z"',
    '""',
    '-0',
    'true',
    '[]',
  ])('is invalid as %s', (json) => {
    expect(commandWith('timestamp', json)).toMatchObject({
      reason: 'INVALID_MESSAGE',
      error: expect.stringMatching(/^timestamp must be/),
    })
  })

  it('is the same instant in every zone and form', () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2099, 11, 30) })
    const zones = fc.integer({ min: -1_439, max: 1_439 })
    fc.assert(
      fc.property(instants, zones, fc.constantFrom('', ':'), (instant, minutesEast, colon) => {
        const local = new Date(instant + minutesEast * 60_000).toISOString().slice(0, -1)
        const east = Math.abs(minutesEast)
        const [hours, minutes] = [Math.floor(east / 60), east % 60].map((n) => String(n).padStart(2, '0'))
        const zone = `${minutesEast < 0 ? '-' : '+'}${hours}${colon}${minutes}`
        expect(commandWith('timestamp', JSON.stringify(local + zone)).requestedAt).toBe(instant)
      }),
    )
  })

  it('is refused as the default as well, where the record has an impossible time of its own', () => {
    const value = Buffer.from(JSON.stringify(COMMAND))
    for (const recordTime of [-1, 1_777_597_200, Number.NaN, Date.UTC(2100, 0, 1) + 1]) {
      expect(decodeMessage({ value, recordTime }, null)).toMatchObject({
        reason: 'INVALID_MESSAGE',
        error: expect.stringMatching(/^timestamp is absent, and the record's own time/),
      })
    }
  })
})
