import type { AxonDecision, AxonEnterOptions } from './api.ts'
import type { Internals } from './internals.ts'

/** The service may be away for a while; whoever waits longer has given up. */
const GIVE_UP_AFTER_MS = 60_000
const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 8_000
/** Seconds that the service may take to answer a question about what is not decided yet. */
const WAIT_S = 20

const fetch = window.fetch?.bind(window)
const { stringify } = JSON
const script = document.currentScript as HTMLScriptElement | null
const found = (window as { axon?: { _?: Internals } }).axon
const axon = (found ?? {}) as { _?: Internals; enter?: typeof enter }
const own = new URL(script?.dataset.endpoint ?? '.', script?.src || location.href).href.replace(/\/*$/, '/')

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Asks for a piece until there is a decision (CONTRACT §10, *Answers to an entry*). Whatever is lost on the way, asking again is
 * safe: a user gets one entry, and every later answer is about that one.
 * @throws DOMException `AbortError` when the signal says so; `TimeoutError` if no decision came within a minute
 */
const enter = async (
  activityId: number | string,
  { quantity, productId, token = axon._?.token(), signal }: AxonEnterOptions = {},
): Promise<AxonDecision> => {
  const endpoint = axon._?.endpoint ?? own
  const entries = `${endpoint}v1/activities/${activityId}/entries`
  const giveUpAt = Date.now() + GIVE_UP_AFTER_MS
  let statusUrl: string | undefined
  for (let failures = 0; ; ) {
    let waitMs = 0
    try {
      const response: Response = await fetch(statusUrl ?? entries, {
        method: statusUrl ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(!statusUrl && { 'content-type': 'application/json' }),
        },
        credentials: 'omit',
        ...(signal && { signal }),
        ...(!statusUrl && { body: stringify({ quantity, productId }) }),
      })
      const { status } = response
      waitMs = +response.headers.get('retry-after')! * 1_000 || 0
      const answer = (await response.json().catch(() => ({}))) as Partial<AxonDecision> & {
        statusUrl?: string
        pollAfterMs?: number
      }
      if (status === 202) {
        statusUrl = `${endpoint}${answer.statusUrl!.slice(1)}&wait=${WAIT_S}`
        failures = 0
        waitMs = answer.pollAfterMs ?? waitMs
      } else if (status === 408 || status === 429 || status > 499) {
        failures += 1
        // It was passed without a decision, and there will be none.
        if (answer.state === 'not_taken') statusUrl = undefined
      }
      // Another process may not know the receipt; it does know the entry.
      else if (status === 400 && statusUrl) statusUrl = undefined
      else return { ...answer, status, outcome: answer.outcome ?? (answer.reason ? 'rejected' : 'refused') }
    } catch (error) {
      if (signal?.aborted) throw error
      failures += 1
    }
    // What is asked again at once by everybody is refused again.
    waitMs += Math.random() * (failures && Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failures))
    if (Date.now() + waitMs > giveUpAt) throw new DOMException('no decision yet: ask again', 'TimeoutError')
    await pause(waitMs)
    signal?.throwIfAborted()
  }
}

axon.enter = enter
;(window as { axon?: object }).axon = axon
