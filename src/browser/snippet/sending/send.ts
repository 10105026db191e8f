import type { AxonAnswer } from '../api.ts'
import { fetch, now, parse, stringify } from '../pristine.ts'
import { isRunning } from '../running.ts'
import { endpoint, site } from '../settings.ts'
import { refuseToken, token } from '../user.ts'
import { announce } from './listeners.ts'
import { enqueue, MAX_BATCH_ITEMS, partsOf, putDown, take } from './queue.ts'

const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000
const ANSWER_WITHIN_MS = 15_000

const url = `${endpoint}v1/occurrences?site=${site}`

let isBusy = false
let failures = 0
/** Epoch ms: the server wants to be left alone until then. */
let notBefore = 0

/** Queues items; a full batch goes at once. */
export function send(lines: readonly string[]): void {
  if (enqueue(lines) >= MAX_BATCH_ITEMS) sendNow()
}

/** Sends a batch of what waits, unless one is under way or the server wants to be left alone. */
export function sendNow(): void {
  if (!isBusy && notBefore <= now()) void transmit()
}

/** The browser is online again: no reason to wait any longer. */
export function sendAgain(): void {
  notBefore = 0
  sendNow()
}

/** The page is hidden, perhaps for ever: what the browser does not take over stays for the next page. */
export function sendLast(): void {
  if (!isRunning || !navigator.onLine || notBefore > now()) return
  for (let batch = take(); batch[0]; batch = take()) {
    const isRefused = !navigator.sendBeacon(url, bodyOf(batch))
    putDown(batch, isRefused)
    if (isRefused) return
  }
}

/** Sends a batch, and hears what becomes of it. */
export async function transmit(): Promise<void> {
  const batch = isRunning ? take() : []
  if (!batch[0]) return
  const sentWith = token
  let status = 500
  let waitMs = 0
  let answers: readonly AxonAnswer[] = []
  isBusy = true
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: bodyOf(batch),
      keepalive: true,
      credentials: 'omit',
      signal: AbortSignal.timeout?.(ANSWER_WITHIN_MS),
    })
    status = response.status
    waitMs = +response.headers.get('retry-after')! * 1_000 || 0
    answers = (await response.json()).items ?? []
  } catch {}
  isBusy = false
  if (status === 401) refuseToken(sentWith)
  const hasFailed = status === 408 || status === 429 || status > 499
  failures = hasFailed ? failures + 1 : 0
  notBefore = now() + waitMs + Math.random() * Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * failures ** 2)
  putDown(batch, hasFailed || status === 401)
  for (let i = 0; answers[i]; i++) announce(parse(partsOf(batch[i]!)[1]!), answers[i])
}

/** As text, and the token in it: so a browser asks no leave of a server of another origin first. */
function bodyOf(batch: readonly string[]): string {
  const [anonymousId, sessionId, owner] = partsOf(batch[0]!)[0]!.split(' ')
  const sentAt = new Date(now()).toISOString()
  const head = stringify({ sentAt, anonymousId, sessionId, token: owner ? token : undefined })
  return `${head.slice(0, -1)},"items":[${batch.map((line) => partsOf(line)[1])}]}`
}
