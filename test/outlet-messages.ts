import { entryMessage } from '../src/intake/entry-message.ts'
import type { OutletMessage } from '../src/intake/outlet.ts'

/** A user's request for an entry, of activity 1 unless it says otherwise. */
export const wish = (userId: number, more: { activityId?: number; productId?: number } = {}): OutletMessage =>
  entryMessage({
    activityType: 'FIRST_COME_FIRST_SERVE',
    activityId: more.activityId ?? 1,
    userId,
    quantity: 1,
    productId: more.productId ?? null,
    arrivedAt: Date.now(),
  })

/** A shop's report that a user has logged in. */
export const login = (userId: number, messageId: string): OutletMessage => ({
  kind: 'occurrence',
  key: String(userId),
  value: Buffer.from(JSON.stringify({ triggerType: 'login success', userId, messageId })),
  arrivedAt: Date.now(),
})
