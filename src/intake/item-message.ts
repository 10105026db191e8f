import type { OutletMessage } from './outlet.ts'

/** An event-occurrence request (CONTRACT §1) as its sender wrote it; its user is its key where it names one. */
export function itemMessage(json: string, userId: unknown, arrivedAt: number): OutletMessage {
  const isNamed = typeof userId === 'number' || typeof userId === 'string'
  return { kind: 'occurrence', key: isNamed ? String(userId) : null, value: Buffer.from(json), arrivedAt }
}
