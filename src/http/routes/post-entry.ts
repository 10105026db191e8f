import { Type } from 'typebox'
import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import { saleStateOf } from '../../domain/sale/sale-state.ts'
import { entryMessage } from '../../intake/entry-message.ts'
import type { OutletAnswer } from '../../intake/outlet.ts'
import { idRule } from '../../messages/field-rules.ts'
import type { ActivityOnSale } from '../../reads/sale/activities-on-sale.ts'
import type { EntryKey } from '../../reads/sale/entry-key.ts'
import { decisionAnswer, notTaken } from '../entries/decision-answer.ts'
import type { Decisions } from '../entries/decisions.ts'
import { entryView } from '../entries/entry-view.ts'
import { preferredWaitMs } from '../entries/preferred-wait.ts'
import { invalidField } from '../problems/invalid-field.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from './answer.ts'
import { type KnownActivity, knownActivity } from './known-activity.ts'
import type { Route, RouteRequest } from './route.ts'
import { ActivityParams, EntryView, Id, NotAnsweredView, NotOpenView, PendingView } from './schemas.ts'
import type { Services } from './services.ts'

const MAX_BODY_BYTES = 4 * 1024
const MAX_QUANTITY = 1_000_000

const wish = {
  quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_QUANTITY, description: 'Default: 1.' })),
  productId: Type.Optional(Id),
}

interface Wish {
  readonly quantity?: number
  readonly productId?: number | string
  readonly userId?: number | string
}

/** A user's request for an activity. */
export const postEntry = (services: Services): Route => ({
  id: 'postEntry',
  method: 'POST',
  path: '/v1/activities/{id}/entries',
  who: 'user_or_business',
  isLimited: true,
  summary: "Enter an activity: a user for himself, a shop's server for the user it names",
  params: ActivityParams,
  headers: Type.Object({
    Prefer: Type.Optional(
      Type.String({
        description: 'wait=S: how long to wait for the decision, 0 to 10 seconds (Kafka mode).',
      }),
    ),
  }),
  body: {
    user: Type.Object(wish, { additionalProperties: false }),
    business: Type.Object({ ...wish, userId: Id }, { additionalProperties: false }),
  },
  maxBodyBytes: MAX_BODY_BYTES,
  answers: {
    201: { description: 'Approved.', schema: EntryView },
    200: { description: 'The user was approved before: the entry that stands.', schema: EntryView },
    202: { description: 'The brokers have the request; it is not decided yet.', schema: PendingView },
    404: { description: 'There is no such activity.' },
    409: {
      description: 'Rejected, with the reason; or the activity is not open, and nothing was recorded.',
      schema: Type.Union([EntryView, NotOpenView]),
    },
    422: { description: 'The activity takes no such request.' },
    429: { description: 'The user, or the address, asks too often: ask again after Retry-After.' },
    503: {
      description: 'Not taken, or it is not known what became of it (`state`): ask again.',
      schema: NotAnsweredView,
    },
  },
  answer(request) {
    const enterKnown = (known: KnownActivity) =>
      'refused' in known ? known.refused : enter(services, known, request)
    const activity = knownActivity(services, request.params.id)
    if (!(activity instanceof Promise)) return enterKnown(activity)
    return activity.then(enterKnown, () => notTaken('the database does not answer'))
  },
})

/** At once as far as it goes: each promise more is one more for every request. */
function enter(
  services: Services,
  activity: ActivityOnSale,
  request: RouteRequest,
): Answer | Promise<Answer> {
  const { caller, body, arrivedAt } = request
  const { quantity = 1, ...named } = body as Wish
  const userId = caller.kind === 'user' ? caller.userId : idRule.read(named.userId)
  const productId = named.productId === undefined ? null : idRule.read(named.productId)
  if (userId === null) return invalidId('userId')
  if (productId === null && named.productId !== undefined) return invalidId('productId')
  if (activity.productId === null)
    return problem('NO_PRODUCT', { detail: `activity ${activity.id} names no product` })
  if (quantity > activity.maxQuantity) return tooMany(activity.maxQuantity)
  const state = saleStateOf(activity, arrivedAt)
  if (state !== 'open' && state !== 'sold_out') return notOpen(services, activity, state, userId)
  const message = entryMessage({
    activityType: activity.activityType,
    activityId: activity.id,
    userId,
    quantity,
    productId,
    arrivedAt,
  })
  const answerOf = (answer: OutletAnswer): Answer | Promise<Answer> =>
    decisionAnswer(answer, {
      activityId: activity.id,
      userId,
      receipts: services.receipts,
      namesProduct: productId !== null,
      onShopFault: services.onShopFault,
    })
  const { outlet, decisions } = services
  if (!decisions) return outlet.offer(message).then(answerOf)
  const wanted = { campaignActivityId: activity.id, userId }
  return approvedEntry(services, wanted).then((standing) =>
    standing
      ? standingAnswer(services, standing)
      : published(outlet.offer(message), decisions, wanted, request).then(answerOf),
  )
}

/** What is decided elsewhere: its decision, if it comes within the time that the client wants to wait. */
async function published(
  offered: Promise<OutletAnswer>,
  decisions: Decisions,
  wanted: EntryKey,
  request: RouteRequest,
): Promise<OutletAnswer> {
  const answer = await offered
  if (answer.state !== 'published') return answer
  const { position } = answer
  const waitMs = preferredWaitMs(request.headers.prefer)
  if (waitMs === 0) return answer
  return (await decisions.waitFor({ ...wanted, position }, waitMs, request.hurry)) ?? answer
}

/** An approval that can be seen already needs no request. Null also while the database is away: the pipeline will tell. */
async function approvedEntry({ entries }: Services, key: EntryKey): Promise<EntryOnRecord | null> {
  const entry = await entries.get(key).catch(() => null)
  return entry?.status === 'APPROVED' ? entry : null
}

const standingAnswer = async ({ receipts }: Services, entry: EntryOnRecord): Promise<Answer> => ({
  status: 200,
  outcome: 'duplicate',
  body: await entryView(receipts, 'duplicate', entry, entry.position),
})

const invalidId = (field: string): Answer => invalidField(field, `must be ${idRule.mustBe}`)

function tooMany(maxQuantity: number): Answer {
  const message = `must be at most ${maxQuantity}`
  return problem('QUANTITY_TOO_LARGE', {
    detail: `quantity ${message}`,
    errors: [{ field: 'quantity', message }],
  })
}

/** Nothing is stored; but who was approved before is told so, as a lost answer may be why the user asks again. */
async function notOpen(
  services: Services,
  { id, status, startDate }: ActivityOnSale,
  state: 'upcoming' | 'paused' | 'ended' | null,
  userId: number,
): Promise<Answer> {
  if (state !== 'upcoming') {
    try {
      const entry = await services.entries.get({ campaignActivityId: id, userId })
      if (entry?.status === 'APPROVED') return await standingAnswer(services, entry)
    } catch {
      return notTaken('the database does not answer')
    }
  }
  return problem('NOT_OPEN', {
    detail: `activity ${id} is not open (${state}): nothing was recorded`,
    more: {
      recorded: false,
      state,
      // As the pipeline would say: it looks at the status first.
      reason: status === 'ACTIVE' ? 'OUTSIDE_PERIOD' : 'ACTIVITY_NOT_ACTIVE',
      ...(state === 'upcoming' && startDate !== null && { opensAt: new Date(startDate).toISOString() }),
    },
  })
}
