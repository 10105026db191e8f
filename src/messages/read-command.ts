import { idRule, nonEmptyTextRule, priceRule, quantityRule } from './field-rules.ts'
import type { CampaignActivityCommand } from './message.ts'
import type { MessageFields } from './message-fields.ts'

/** The campaign-activity command of these fields (CONTRACT §1); worth something only if `fields.problem` is null afterwards. */
export function readCommand(fields: MessageFields, recordTime: number): CampaignActivityCommand {
  return {
    kind: 'command',
    campaignActivityType: fields.required('campaignActivityType', nonEmptyTextRule, ''),
    campaignActivityId: fields.required('campaignActivityId', idRule, 0),
    userId: fields.required('userId', idRule, 0),
    productId: fields.optional('productId', idRule),
    requestedAt: fields.instant('timestamp', recordTime),
    quantity: fields.optional('quantity', quantityRule) ?? 1,
    price: fields.optional('price', priceRule),
    eventId: fields.optional('eventId', idRule),
  }
}
