const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/
const MINUTE_MS = 60_000
const DIGIT_0 = 0x30

/**
 * Epoch ms of an ISO-8601 date and time with a zone (`Z`, `±hh:mm`, `±hhmm` or `±hh`), digits below the millisecond cut off;
 * null for anything else. Days that no calendar has, 24:00 and leap seconds are refused, where `Date.parse` carries them over.
 */
export function parseIsoInstant(text: string): number | null {
  if (!ISO_INSTANT.test(text)) return null
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const hasSeconds = text[16] === ':'
  const second = hasSeconds ? twoDigits(text, 17) : 0
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  let zoneAt = hasSeconds ? 19 : 16
  let millisecond = 0
  if (text[zoneAt] === '.' || text[zoneAt] === ',') {
    zoneAt += 1
    for (let unit = 100; isDigit(text, zoneAt); zoneAt += 1, unit = Math.floor(unit / 10)) {
      millisecond += unit * digit(text, zoneAt)
    }
  }
  const zoneMinutes = minutesEast(text, zoneAt)
  if (zoneMinutes === null) return null
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - zoneMinutes * MINUTE_MS
}

/** Of the zone that begins at `at`; null where its hours or minutes are out of range. */
function minutesEast(text: string, at: number): number | null {
  if (text[at] === 'Z') return 0
  const hours = twoDigits(text, at + 1)
  const minutes = text.length === at + 3 ? 0 : twoDigits(text, text.length - 2)
  if (hours > 23 || minutes > 59) return null
  return (text[at] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1)
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - DIGIT_0
}

function isDigit(text: string, at: number): boolean {
  return digit(text, at) >= 0 && digit(text, at) <= 9
}
