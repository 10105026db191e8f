import type { Condition } from '../../../../../conditions/condition.ts'
import type { Texts } from '../../../texts/texts.ts'

/** Audiences to start from (CONTRACT §13). */
export const AUDIENCE_EXAMPLES: Readonly<Record<keyof Texts['events']['audienceExample'], Condition>> = {
  recent: { field: 'user.lastPurchaseAt', op: 'withinDays', value: 30 },
  lapsed: {
    all: [
      { field: 'user.lastPurchaseAt', op: 'exists' },
      { field: 'user.lastPurchaseAt', op: 'olderThanDays', value: 90 },
    ],
  },
  gold: { field: 'attribute.grade', op: 'equals', value: 'gold' },
  tenth: { field: 'rollout', op: 'atMost', value: 10 },
  some: { field: 'user.id', op: 'in', value: [42, 43] },
}
