import { idRule } from './id-rule.ts'
import type { CampaignActivityCommand } from './message.ts'
import type { MessageFields } from './message-fields.ts'
import { priceRule } from './price-rule.ts'
import { quantityRule } from './quantity-rule.ts'
import { textRule } from './text-rule.ts'

const activityTypeRule = textRule(1, Number.POSITIVE_INFINITY, 'a non-empty string')

/** The campaign-activity command of these fields (CONTRACT §1); worth something only if `fields.problem` is null afterwards. */
export function readCommand(fields: MessageFields, recordTime: number): CampaignActivityCommand {
  return {
    kind: 'command',
    campaignActivityType: fields.required('campaignActivityType', activityTypeRule, ''),
    campaignActivityId: fields.required('campaignActivityId', idRule, 0),
    userId: fields.required('userId', idRule, 0),
    productId: fields.optional('productId', idRule),
    requestedAt: fields.instant('timestamp', recordTime),
    quantity: fields.optional('quantity', quantityRule) ?? 1,
    price: fields.optional('price', priceRule),
    eventId: fields.optional('eventId', idRule),
  }
}
