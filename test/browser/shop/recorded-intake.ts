import type { IncomingHttpHeaders } from 'node:http'
import type { BrowserDefinition } from '../../../src/conditions/browser-definition.ts'
import type { Happening } from '../../../src/conditions/happening.ts'
import { match } from '../../../src/conditions/match.ts'

/** An item as it was sent; what else it has is in `raw` of its arrival. */
export interface SentItem extends Omit<Happening, 'triggerType'> {
  readonly messageId: string
  readonly eventId: number
  readonly revision: number
  readonly occurredAt: string
  readonly page: Happening['page'] & { readonly viewId?: string }
}

export interface Arrival {
  readonly atMs: number
  readonly raw: string
  readonly headers: IncomingHttpHeaders
  readonly anonymousId: string
  readonly sessionId: string
  readonly sentAt: string
  /** Of the header or of the body. */
  readonly token: string | null
  readonly items: readonly SentItem[]
  /** 0: the connection was cut without an answer. */
  readonly status: number
}

/** What the intake does with a request; `away` cuts the connection, `silent` never answers. */
export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'away'
  | 'silent'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const MAX_BODY_BYTES = 64 * 1_024
const MAX_ITEMS = 100

/**
 * The intake (CONTRACT §14) as far as a browser can tell: it keeps every byte, answers as it is told to, counts a message id once, and
 * notes as a fault what `axon serve` would refuse.
 */
export class RecordedIntake {
  readonly arrivals: Arrival[] = []
  readonly faults: string[] = []
  /** What the next requests get, in this order; after them, `otherwise`. */
  readonly replies: Reply[] = []
  otherwise: Reply = { status: 202 }
  #losesNext = false
  readonly #known: () => readonly BrowserDefinition[]
  readonly #stored = new Map<string, SentItem>()

  constructor(known: () => readonly BrowserDefinition[]) {
    this.#known = known
  }

  /** Occurrences that were acknowledged, each once, in the order of their arrival. */
  get stored(): readonly SentItem[] {
    return [...this.#stored.values()]
  }

  /** The next request is stored, but nobody hears of it. */
  loseNextReply(): void {
    this.#losesNext = true
  }

  /** Takes what was sent; returns what becomes of the request and, if it is accepted, the body of the answer. */
  take(raw: string, headers: IncomingHttpHeaders): { readonly reply: Reply; readonly body: string } {
    const isLost = this.#losesNext
    this.#losesNext = false
    const reply = this.replies.shift() ?? this.otherwise
    const status = typeof reply === 'string' ? 0 : reply.status
    const arrival = this.#read(raw, headers, status)
    this.arrivals.push(arrival)
    const isTaken = status === 202
    const items = arrival.items.map((item) => {
      const outcome = this.#stored.has(item.messageId) ? 'duplicate' : 'accepted'
      if (isTaken && outcome === 'accepted') this.#stored.set(item.messageId, item)
      return { messageId: item.messageId, outcome }
    })
    return { reply: isLost ? 'away' : reply, body: JSON.stringify({ accepted: items.length, items }) }
  }

  #read(raw: string, headers: IncomingHttpHeaders, status: number): Arrival {
    const fail = (what: string): void => void this.faults.push(`${what}: ${raw.slice(0, 300)}`)
    const type = headers['content-type']?.split(';')[0]
    if (type !== 'application/json' && type !== 'text/plain') fail(`content type ${type}`)
    if (Buffer.byteLength(raw) > MAX_BODY_BYTES) fail(`${Buffer.byteLength(raw)} bytes`)
    const body = JSON.parse(raw) as Partial<Arrival> & { readonly token?: string }
    const { items = [], anonymousId = '', sessionId = '', sentAt = '' } = body
    if (items.length < 1 || items.length > MAX_ITEMS) fail(`${items.length} items`)
    if (!anonymousId || !sessionId || Number.isNaN(Date.parse(sentAt))) fail('no ids or no clock')
    for (const item of items) {
      // What waits for its answer as a page is left comes again, perhaps after other definitions took their place: it was looked at then.
      if (this.#stored.has(item.messageId)) continue
      const definition = this.#known().find(({ id }) => id === item.eventId)
      if (!UUID.test(item.messageId)) fail(`message id ${item.messageId}`)
      if (definition === undefined || definition.revision < item.revision) fail(`event ${item.eventId}`)
      else if (
        item.revision === definition.revision &&
        !match(definition, { ...item, triggerType: definition.triggerType }).matched
      )
        fail(`NOT_MATCHED by event ${item.eventId} (${JSON.stringify(item)})`)
    }
    const bearer = headers.authorization?.replace(/^Bearer /, '')
    const token = bearer ?? body.token ?? null
    return { atMs: Date.now(), raw, headers, anonymousId, sessionId, sentAt, token, items, status }
  }
}
