import { formatCount } from '../domain/format-count.ts'

/** In at most five cells: `999`, `12.3k`, `4.56M`. */
export function formatShort(count: number): string {
  if (count < 1_000) return String(Math.round(count))
  if (count < 999_500) return `${significant(count / 1_000)}k`
  if (count < 999_500_000) return `${significant(count / 1_000_000)}M`
  return `${significant(count / 1_000_000_000)}G`
}

/** Per second, short: `0.4/s`, `12/s`, `3.4k/s`. */
export function formatRate(perSecond: number): string {
  if (perSecond > 0 && perSecond < 10) return `${perSecond.toFixed(1)}/s`
  return `${formatShort(perSecond)}/s`
}

/** A span of time, short: `850 ms`, `12 s`, `3m 05s`, `2h 10m`, `4d 6h`. */
export function formatSpan(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h ${pad(Math.floor((seconds % 3_600) / 60))}m`
  const days = Math.floor(seconds / 86_400)
  return days < 1_000 ? `${days}d ${Math.floor((seconds % 86_400) / 3_600)}h` : `${formatCount(days)}d`
}

/** Local time of day: `10:00:00`, with milliseconds `10:00:00.123`. */
export function formatTime(epochMs: number, withMs = false): string {
  const date = new Date(epochMs)
  if (Number.isNaN(date.getTime())) return '--:--:--'
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
  return withMs ? `${time}.${String(date.getMilliseconds()).padStart(3, '0')}` : time
}

const pad = (value: number): string => String(value).padStart(2, '0')

const significant = (value: number): string =>
  value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)
