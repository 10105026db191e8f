import { Type } from 'typebox'
import { itemMessage } from '../../intake/item-message.ts'
import type { OutletAnswer } from '../../intake/outlet.ts'
import { exactJson, mayHoldExactNumbers, parseExactly } from '../../messages/exact-json.ts'
import { kindOfFields } from '../../messages/message.ts'
import { invalidField } from '../problems/invalid-field.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, ok } from './answer.ts'
import { retryAfter } from './retry-after.ts'
import type { Route, RouteRequest } from './route.ts'
import type { Services } from './services.ts'

const MAX_ITEMS = 100
/** What the stored ids of behaviours begin with: neither can use up an id of the other (CONTRACT §14). */
const IDS_OF_BROWSERS = 'b:'
const MAX_BODY_BYTES = 64 * 1024

const Item = Type.Object(
  { messageId: Type.String({ minLength: 1, maxLength: 128 }) },
  {
    description:
      'An occurrence request, as a message: triggerType or eventId, occurredAt, userId, pageUrl, context.',
  },
)

const ItemResult = Type.Object({
  messageId: Type.String(),
  outcome: Type.String({ description: 'recorded, duplicate, refused, not_taken or unknown.' }),
  reason: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
})

/** What happened elsewhere in the shop, from its own servers. */
export const postBusinessEvents = (services: Services): Route => ({
  id: 'postBusinessEvents',
  method: 'POST',
  path: '/v1/business-events',
  who: 'business',
  summary: 'Record what happened elsewhere in the shop (logins, sign-ups, purchases), each messageId once',
  body: {
    business: Type.Object(
      { items: Type.Array(Item, { minItems: 1, maxItems: MAX_ITEMS }) },
      { additionalProperties: false },
    ),
  },
  maxBodyBytes: MAX_BODY_BYTES,
  answers: {
    200: {
      description: 'What became of each item, in their order.',
      schema: Type.Object({ items: Type.Array(ItemResult) }),
    },
    503: { description: 'None of the items was taken: ask again.' },
  },
  answer: (request) => record(services, request),
})

interface BusinessItem extends Readonly<Record<string, unknown>> {
  readonly messageId: string
}

async function record({ outlet }: Services, { body, bodyText, arrivedAt }: RouteRequest): Promise<Answer> {
  const { items } = body as { readonly items: readonly BusinessItem[] }
  const reserved = items.findIndex(({ messageId }) => messageId.startsWith(IDS_OF_BROWSERS))
  if (reserved >= 0)
    return invalidField(
      `items[${reserved}].messageId`,
      `must not begin with ${IDS_OF_BROWSERS}: such ids are those of browsers`,
    )
  const wrong = items.findIndex((item) => kindOfFields(item) === 'command')
  if (wrong >= 0) {
    const message = 'must not be there: requests for activities have a route of their own'
    return invalidField(`items[${wrong}].campaignActivityType`, message)
  }
  const texts = textsOf(items, bodyText)
  const answers = await Promise.all(
    texts.map((text, index) => outlet.offer(itemMessage(text, items[index]!.userId, arrivedAt))),
  )
  if (answers.every(({ state }) => state === 'not_taken'))
    return problem('NOT_TAKEN', {
      detail: 'nothing was done with the items: ask again',
      more: { state: 'not_taken' },
      headers: retryAfter(),
    })
  return ok({
    items: answers.map((answer, index) => ({ messageId: items[index]!.messageId, ...resultOf(answer) })),
  })
}

/** Each item as JSON, its numbers as exact as they came. */
function textsOf(items: readonly BusinessItem[], bodyText: string): string[] {
  if (!mayHoldExactNumbers(bodyText)) return items.map((item) => JSON.stringify(item))
  const { items: exact } = parseExactly(bodyText) as { readonly items: readonly unknown[] }
  return exact.map((item) => exactJson(item).json)
}

function resultOf(answer: OutletAnswer): object {
  if (answer.state !== 'decided') return { outcome: answer.state }
  const { outcome } = answer
  if (outcome.outcome !== 'dead_letter') return { outcome: outcome.outcome }
  const detail = outcome.reason === 'HANDLER_ERROR' ? 'the service has a fault' : outcome.error
  return { outcome: 'refused', reason: outcome.reason, detail }
}
