import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'undici'
import { ask } from './ask.ts'
import type { SaleOptions } from './sale-options.ts'

/** What a user was told last; `unknown`: he gave up without an answer. */
export interface LastAnswer {
  readonly userId: number
  readonly outcome: 'approved' | 'duplicate' | 'rejected' | 'not_open' | 'refused' | 'unknown'
  readonly sequence: number | null
  readonly reason: string | null
  readonly receipt: string | null
  /** Of the answer that was no approval and no rejection. */
  readonly status: number
  /** Requests until the last answer. */
  readonly requests: number
  /** From the instant at which the click was due to the first answer of any kind, and to the last one; ms. */
  readonly firstAnswerMs: number
  readonly lastAnswerMs: number
}

const ANSWER_WITHIN_MS = 10_000
/** How long the service may hold back the answer to a request that is pending: less than a client waits. */
const POLL_SECONDS = 8
/** As browsers' scripts do: full jitter, doubled each time. */
const FIRST_BACKOFF_MS = 200
const MOST_BACKOFF_MS = 5_000

interface Answer {
  readonly status: number
  readonly retryAfterMs: number
  readonly body: Readonly<Record<string, unknown>>
}

/** A request that got no answer, and why. */
export type NoAnswer = 'timeout' | 'connection'

/** What came of one request. */
export interface Heard {
  readonly method: 'GET' | 'POST'
  /** ms of `performance.now()`. */
  readonly sentAt: number
  /** The status; or why there is none. */
  readonly answer: number | NoAnswer
  /** Empty if there is none. */
  readonly body: Answer['body']
}

/** Hears of each request. */
export type AnswerListener = (heard: Heard) => void

/**
 * One user: looks at the activity, thinks, clicks, and asks again until he knows. `dueAt` (ms of `performance.now()`) is when he was
 * to come: if the generator or the server is late, that is part of what he waits.
 */
export async function shop(
  server: Pool,
  user: { readonly id: number; readonly token: string; readonly dueAt: number },
  { activity, think, patience }: Pick<SaleOptions, 'activity' | 'think' | 'patience'>,
  listen: AnswerListener,
): Promise<LastAnswer> {
  const path = `/v1/activities/${activity}`
  const [least, most] = think
  let clickedAt = user.dueAt
  if (most > 0) {
    await request('GET', path)
    const thinkingMs = least + Math.random() * (most - least)
    await wait(thinkingMs)
    clickedAt = performance.now()
  }
  let requests = 0
  let firstAnswerMs = Number.NaN
  const enter = ['POST', `${path}/entries`] as const
  let next: readonly ['GET' | 'POST', string] = enter
  for (let attempt = 0; ; attempt += 1) {
    requests += 1
    const answer = await request(...next)
    const sinceMs = performance.now() - clickedAt
    if (answer && Number.isNaN(firstAnswerMs)) firstAnswerMs = sinceMs
    const told = answer && lastAnswerOf(answer)
    if (told || sinceMs > patience) {
      const last = told ?? { status: answer?.status ?? 0 }
      return { ...gaveUp(user.id), ...last, requests, firstAnswerMs, lastAnswerMs: sinceMs }
    }
    if (answer?.status === 202) {
      next = [
        'GET',
        `${path}/entries/me?wait=${POLL_SECONDS}&receipt=${encodeURIComponent(String(answer.body.receipt))}`,
      ]
      attempt = 0
    } else {
      // What was pending is not decided and never will be: as if it had not been asked.
      if (answer?.body.state === 'not_taken') next = enter
      const backoffMs = Math.random() * Math.min(MOST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt)
      await wait((answer?.retryAfterMs ?? 0) + backoffMs)
    }
  }

  async function request(method: 'GET' | 'POST', path: string): Promise<Answer | null> {
    const sentAt = performance.now()
    try {
      const { token } = user
      const { status, headers, text } = await ask(server, { method, path, token, withinMs: ANSWER_WITHIN_MS })
      const body = text === '' ? {} : JSON.parse(text)
      listen({ method, sentAt, answer: status, body })
      return { status, retryAfterMs: Number(headers['retry-after'] ?? 0) * 1_000, body }
    } catch (error) {
      const isLate = (error as { code?: string }).code?.includes('TIMEOUT')
      listen({ method, sentAt, answer: isLate ? 'timeout' : 'connection', body: {} })
      return null
    }
  }
}

/** Of a user who does not know yet. */
export const gaveUp = (userId: number): LastAnswer => ({
  userId,
  outcome: 'unknown',
  sequence: null,
  reason: null,
  receipt: null,
  status: 0,
  requests: 0,
  firstAnswerMs: Number.NaN,
  lastAnswerMs: Number.NaN,
})

/** Null: it is worth asking again. */
function lastAnswerOf({
  status,
  body,
}: Answer): Pick<LastAnswer, 'outcome' | 'sequence' | 'reason' | 'receipt' | 'status'> | null {
  const {
    sequence = null,
    reason = null,
    receipt = null,
  } = body as Pick<LastAnswer, 'sequence' | 'reason' | 'receipt'>
  const told = (outcome: LastAnswer['outcome']) => ({ outcome, sequence, reason, receipt, status })
  switch (status) {
    case 201:
      return told('approved')
    case 200:
      if (body.outcome === 'rejected') return told('rejected')
      return told(body.outcome === 'approved' ? 'approved' : 'duplicate')
    case 409:
      return told(body.recorded === false ? 'not_open' : 'rejected')
    case 404:
      return body.code === 'NO_ENTRY' ? null : told('refused')
    case 202:
    case 304:
    case 408:
    case 429:
      return null
    default:
      return status >= 500 ? null : told('refused')
  }
}
