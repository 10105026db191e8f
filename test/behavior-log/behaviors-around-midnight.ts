import { createHash } from 'node:crypto'
import type { SinkDocument } from '../../src/behavior-log/sink-document.ts'

export const MIDNIGHT = Date.UTC(2026, 10, 28)
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** A behaviour as `axon serve` keeps it; `axon`: more of its own fields. */
export function behaviorAt(
  id: string,
  occurredAt: number,
  receivedAt: number,
  axon: object = {},
): SinkDocument {
  const user = `user-${id.slice(-2)}`
  const iso = (at: number) => new Date(at).toISOString()
  const document = {
    '@timestamp': iso(occurredAt),
    event: { id, action: 'a click', created: iso(receivedAt) },
    url: { full: 'https://shop.example/', domain: 'shop.example', path: '/' },
    client: { ip: '10.0.0.0' },
    axon: { event_id: 1, revision: 1, trigger: 'CLICK', site: 'shop', anonymous_id: user, ...axon },
  }
  return { id, key: user, occurredAt, receivedAt, json: JSON.stringify(document) }
}

/**
 * Behaviours that are received within ten minutes of midnight, each other once, from browsers whose clocks are right within ten minutes, and one in ten days ahead or behind, about a week
 * above all; and 5 % of them once more, received up to six days later by a service whose clock may be behind. `random` is 0 … 1.
 */
export function behaviorsAroundMidnight(count: number, random: () => number) {
  const nearby = () => (random() - 0.5) * 20 * MINUTE_MS
  const days = () => (random() < 0.5 ? -1 : 1) * (5 + random() * 6) * DAY_MS
  const distinct = Array.from({ length: count }, (_, index) => {
    const receivedAt = Math.round(MIDNIGHT + nearby())
    return behaviorAt(idOf(index), Math.round(receivedAt + (random() < 0.9 ? nearby() : days())), receivedAt)
  })
  const repeats = distinct
    .filter(() => random() < 0.05)
    .map(({ id, occurredAt, receivedAt }) =>
      behaviorAt(id, occurredAt, receivedAt + Math.round((random() * 6 - 0.001) * DAY_MS)),
    )
  return { distinct, repeats }
}

const idOf = (index: number): string => {
  const hash = createHash('sha256').update(String(index)).digest('hex')
  return `b:1:${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
