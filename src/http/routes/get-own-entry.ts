import { setTimeout as wait } from 'node:timers/promises'
import { Type } from 'typebox'
import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import type { OutletAnswer } from '../../intake/outlet.ts'
import { checkReceipt } from '../../operations/receipts/check-receipt.ts'
import { publicKeysOf } from '../../operations/receipts/receipt-keys.ts'
import type { RequestAt } from '../../reads/sale/decisions-at.ts'
import type { EntryKey } from '../../reads/sale/entry-key.ts'
import { isKnownTag } from '../caching/is-known-tag.ts'
import { decisionAnswer } from '../entries/decision-answer.ts'
import { entryTag, entryView } from '../entries/entry-view.ts'
import { databaseAway } from '../problems/database-away.ts'
import { invalidField } from '../problems/invalid-field.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, unchanged } from './answer.ts'
import { idOfPath } from './known-activity.ts'
import type { Route, RouteRequest } from './route.ts'
import { ActivityParams, EntryView, PendingView } from './schemas.ts'
import type { Services } from './services.ts'

const MAX_WAIT_SECONDS = 25
const MAX_RECEIPT_LENGTH = 2_048
const LOOK_EVERY_MS = 250

/** A user's own entry, as it stands. */
export const getOwnEntry = (services: Services): Route => ({
  id: 'getOwnEntry',
  method: 'GET',
  path: '/v1/activities/{id}/entries/me',
  who: 'user',
  summary: 'The own entry as it stands; waits for one, or for a change against If-None-Match, if asked to',
  params: ActivityParams,
  query: Type.Object(
    {
      receipt: Type.Optional(
        Type.String({
          maxLength: MAX_RECEIPT_LENGTH,
          description: 'Of a pending answer: waits for the decision of that request.',
        }),
      ),
      wait: Type.Optional(
        Type.String({
          pattern: '^(?:[01]?[0-9]|2[0-5])$',
          description: `Seconds to wait, at most ${MAX_WAIT_SECONDS}.`,
          'x-must-be': `a whole number of seconds from 0 to ${MAX_WAIT_SECONDS}`,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  answers: {
    200: { description: 'The entry.', schema: EntryView },
    202: { description: 'The request of the receipt is not decided yet.', schema: PendingView },
    304: { description: 'It is as If-None-Match says.' },
    404: { description: 'There is none (yet).' },
    503: { description: 'The database does not answer: ask again.' },
  },
  async answer(request) {
    const campaignActivityId = idOfPath(request.params.id)
    if (typeof campaignActivityId !== 'number') return campaignActivityId
    const userId = request.caller.kind === 'user' ? request.caller.userId : 0
    if (request.query.receipt !== undefined) {
      const pending = pendingRequest(services, request.query.receipt, { campaignActivityId, userId })
      const answer = await ofPending(services, pending, request)
      if (answer) return answer
    }
    const known = request.headers['if-none-match']
    const until = performance.now() + Number(request.query.wait ?? 0) * 1_000
    try {
      for (;;) {
        const entry = await services.entries.get({ campaignActivityId, userId })
        const isNew = entry !== null && !isKnownTag(known, entryTag(entry))
        if (isNew || performance.now() >= until || request.hurry.aborted)
          return await answerOf(services, entry, isNew, request)
        await pause(Math.min(LOOK_EVERY_MS, until - performance.now()), request.hurry)
      }
    } catch {
      return databaseAway()
    }
  },
})

/** The request of a pending receipt of ours, or the answer that it is none. */
function pendingRequest({ receiptKeys }: Services, receipt: string, key: EntryKey): RequestAt | Answer {
  const keys = publicKeysOf(JSON.stringify({ keys: receiptKeys }))
  const checked = checkReceipt(receipt, keys ?? new Map())
  const wrong = () =>
    invalidField('receipt', 'must be the receipt of a pending answer to this user, by this service')
  if ('problem' in checked) return wrong()
  const { outcome, activityId, userId, position } = checked.receipt
  if (outcome !== 'pending' || activityId !== key.campaignActivityId || userId !== key.userId) return wrong()
  const { offset, ...at } = position
  return { ...key, position: { at, offset } }
}

/** What came of a pending request, if that is no entry; null: the entry says it. */
async function ofPending(
  services: Services,
  pending: RequestAt | Answer,
  { query, hurry }: RouteRequest,
): Promise<Answer | null> {
  if (!('position' in pending)) return pending
  const { campaignActivityId: activityId, userId, position } = pending
  const waitMs = Number(query.wait ?? 0) * 1_000
  const decision = await services.decisions?.waitFor(pending, waitMs, hurry)
  const answer: OutletAnswer = decision ?? { state: 'published', position }
  if (answer.state === 'decided' && answer.entry !== null) return null
  const { receipts, onShopFault } = services
  return decisionAnswer(answer, { activityId, userId, receipts, namesProduct: true, onShopFault })
}

async function answerOf(
  { receipts }: Services,
  entry: EntryOnRecord | null,
  isNew: boolean,
  { params }: RouteRequest,
): Promise<Answer> {
  if (entry === null)
    return problem('NO_ENTRY', { detail: `there is no entry of this user for activity ${params.id}` })
  const headers = { etag: entryTag(entry) }
  if (!isNew) return unchanged(headers)
  const outcome = entry.status === 'APPROVED' ? 'approved' : 'rejected'
  const body = await entryView(receipts, outcome, entry, entry.position)
  return { status: 200, outcome, body, headers }
}

async function pause(delayMs: number, hurry: AbortSignal): Promise<void> {
  try {
    await wait(delayMs, undefined, { signal: hurry })
  } catch {
    // In a hurry: what there is is answered.
  }
}
