import type { FastifyRequest } from 'fastify'
import { preflightHeaders } from '../cors/cors-headers.ts'
import { addressGroup } from '../limits/address-group.ts'
import type { ClientAddresses } from '../limits/client-addresses.ts'
import type { TokenBuckets } from '../limits/token-buckets.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import type { Caller, Route } from '../routes/route.ts'
import type { Callers, Identified } from './callers.ts'
import type { Page, SiteGate } from './site-gate.ts'

type Headers = Readonly<Record<string, string>>

export interface AdmissionOptions {
  readonly callers: Callers
  readonly gate: SiteGate
  readonly addresses: ClientAddresses
  /** Null: no limit. */
  readonly userLimit: TokenBuckets<number> | null
  readonly addressLimit: TokenBuckets<string> | null
}

/** Who may ask, how often, and from which pages: what is decided before a body is read. */
export class Admission {
  readonly #options: AdmissionOptions

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  /** The address of who asks, as far as proxies that are trusted tell it. */
  addressOf({ raw }: FastifyRequest): string {
    const forwardedFor = raw.headers['x-forwarded-for']
    return this.#options.addresses.of(
      raw.socket.remoteAddress ?? '',
      Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
    )
  }

  /** Which page asks, and whether it may. At once unless a page asks, or a site. Null: a path that has no route. */
  pageOf(route: Route | null, { headers, query }: FastifyRequest): Page | Promise<Page> {
    return this.#options.gate.pageOf(route, headers.origin, (query as Record<string, unknown>)?.site)
  }

  /** The headers for a browser that asks before it sends. */
  async preflight(routes: readonly Route[], request: FastifyRequest): Promise<Headers> {
    const { headers } = await this.pageOf(strictestOf(routes), request)
    return 'access-control-allow-origin' in headers
      ? { ...headers, ...preflightHeaders(routes.map(({ method }) => method)) }
      : headers
  }

  /** Who calls, or the answer that he may not. At once where nothing has to be waited for. */
  admit(route: Route, request: FastifyRequest): Identified | Promise<Identified> {
    const identified = this.#options.callers.identify(route.who, request.headers.authorization)
    if (!route.isLimited) return identified
    return identified instanceof Promise
      ? identified.then((caller) => this.#limited(caller, request))
      : this.#limited(identified, request)
  }

  /** A shop's server asks for many users: only users are limited. */
  #limited(identified: Identified, request: FastifyRequest): Identified {
    if ('refused' in identified || identified.kind !== 'user') return identified
    const waitMs = this.#waitMs(identified, request)
    return waitMs === 0 ? identified : { refused: tooMany(waitMs) }
  }

  #waitMs(caller: Extract<Caller, { kind: 'user' }>, request: FastifyRequest): number {
    const { userLimit, addressLimit } = this.#options
    const ofAddress = addressLimit?.take(addressGroup(this.addressOf(request))) ?? 0
    return ofAddress > 0 ? ofAddress : (userLimit?.take(caller.userId) ?? 0)
  }
}

/** Of the routes of one path, the one that the fewest pages may ask; null if there is none. */
export const strictestOf = (routes: readonly Route[]): Route | null =>
  routes.find(({ who, isSameOrigin }) => isSameOrigin || who !== 'anyone') ?? routes[0] ?? null

function tooMany(waitMs: number): Answer {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return problem('TOO_MANY_REQUESTS', {
    detail: `ask again in ${seconds} s`,
    headers: { 'retry-after': String(seconds) },
  })
}
