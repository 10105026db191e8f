import { internals } from '../internals.ts'
import { fetch, now, parse, stringify } from '../pristine.ts'
import { isRunning } from '../running.ts'
import { endpoint, site } from '../settings.ts'
import { tokens } from '../user.ts'
import { enqueue, MAX_BATCH_ITEMS, nextBatch, remove } from './queue.ts'

const RETRY_STEP_MS = 2_000
const MAX_RETRY_MS = 60_000

const url = `${endpoint}v1/occurrences?site=${site}`

/** What is being sent, and nobody has heard yet what becomes of it. */
let inFlight: readonly string[] = []
let failures = 0
/** Epoch ms: the server wants to be left alone until then. */
let notBefore = 0

const due = (but: readonly string[]): string[] =>
  isRunning && navigator.onLine && notBefore <= now() ? nextBatch(but) : []

/** Queues an item; a full batch goes at once. */
export const send = (line: string): void => {
  if (enqueue(line) >= MAX_BATCH_ITEMS) void sendNow()
}

/**
 * The page is hidden, perhaps for ever: hands everything to the browser, beside what is in flight, which may outlive the page as well.
 * Nobody hears what becomes of it: so it stays stored too, and is sent again, by the next page or this one, until there is an answer.
 */
export const sendLast = (): void => {
  const last = [...inFlight]
  for (let batch = due(last); batch[0] && navigator.sendBeacon(url, bodyOf(batch)); batch = due(last))
    last.push(...batch)
}

/** Sends a batch, and hears what becomes of it; one after the other. */
export const sendNow = async (): Promise<void> => {
  if (inFlight[0]) return
  const batch = due([])
  if (!batch[0]) return
  let status = 500
  let waitMs = 0
  const [owner] = batch[0].split('\t')
  const token = tokens[owner!]
  inFlight = batch
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: bodyOf(batch),
      keepalive: true,
    })
    status = response.status
    waitMs = +response.headers.get('retry-after')! * 1_000 || 0
    const { items } = await response.json()
    for (const listener of internals.on)
      batch.map((line, index) => listener(parse(line.split('\t')[2]!), items[index]))
  } catch {}
  inFlight = []
  const hasFailed = status === 408 || status === 429 || status > 499
  failures = hasFailed ? failures + 1 : 0
  notBefore = now() + waitMs + Math.random() * Math.min(MAX_RETRY_MS, RETRY_STEP_MS * failures)
  if (status === 401 && token) {
    // What was this user's waits for the next token of the user.
    if (tokens[owner!] === token) delete tokens[owner!]
  } else if (!hasFailed) remove(batch)
}

/** As text, and the token in it: so a browser asks no leave of a server of another origin first. */
const bodyOf = (batch: readonly string[]): string => {
  const [owner, visitor] = batch[0]!.split('\t')
  const items = batch.map((line) => line.split('\t')[2])
  return `{"sentAt":"${new Date(now()).toISOString()}",${owner && `"token":${stringify(tokens[owner])},`}${visitor},"items":[${items}]}`
}
