import type { FieldRule } from './field-rule.ts'
import { parseIsoInstant } from './parse-iso-instant.ts'

const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** Epoch milliseconds, or an ISO-8601 text with a zone, from 2000-01-01 to 2100-01-01 UTC (both inclusive); read as epoch ms. */
export const instantRule: FieldRule<number> = {
  mustBe: 'epoch milliseconds or an ISO-8601 date and time with a zone, from 2000-01-01 to 2100-01-01 UTC',
  decimals: 0,
  read(value) {
    const instant = typeof value === 'string' ? parseIsoInstant(value) : value
    if (typeof instant !== 'number' || !Number.isInteger(instant)) return null
    return instant >= EARLIEST && instant <= LATEST ? instant : null
  },
}
