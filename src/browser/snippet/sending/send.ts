import { internals } from '../internals.ts'
import { fetch, now, parse, stringify } from '../pristine.ts'
import { isRunning } from '../running.ts'
import { endpoint, site } from '../settings.ts'
import { claims, tokens } from '../user.ts'
import { enqueue, MAX_BATCH_ITEMS, nextBatch, remove } from './queue.ts'

const RETRY_STEP_MS = 2_000
const MAX_RETRY_MS = 60_000

const url = `${endpoint}v1/occurrences?site=${site}`

let isBusy = false
let failures = 0
/** Epoch ms: the server wants to be left alone until then. */
let notBefore = 0

const due = (): string[] => (isRunning && navigator.onLine && notBefore <= now() ? nextBatch() : [])

/** Queues an item; a full batch goes at once. */
export const send = (line: string): void => {
  if (enqueue(line) >= MAX_BATCH_ITEMS) void sendNow()
}

/** The page is hidden, perhaps for ever: what the browser does not take over stays for the next page. */
export const sendLast = (): void => {
  // A server that is away, or would refuse the token, gets it from the next page: nobody hears what becomes of a beacon.
  if (failures || claims.exp! * 1_000 < now()) return
  for (let batch = due(); batch[0] && navigator.sendBeacon(url, bodyOf(batch)); batch = due()) remove(batch)
}

/** Sends a batch, and hears what becomes of it; one after the other. */
export const sendNow = async (): Promise<void> => {
  const batch = isBusy ? [] : due()
  if (!batch[0]) return
  let status = 500
  let waitMs = 0
  const [owner] = batch[0].split('\t')
  const token = tokens[owner!]
  isBusy = true
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
  isBusy = false
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
