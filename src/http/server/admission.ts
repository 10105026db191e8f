import type { FastifyRequest } from 'fastify'
import { API_KEY_PREFIX } from '../../operations/keys/api-key.ts'
import { preflightHeaders } from '../cors/cors-headers.ts'
import { bearerToken } from '../identity/bearer-token.ts'
import { addressGroup } from '../limits/address-group.ts'
import type { ClientAddresses } from '../limits/client-addresses.ts'
import type { TokenBuckets } from '../limits/token-buckets.ts'
import { tooMany } from '../problems/too-many.ts'
import type { Route } from '../routes/route.ts'
import type { Callers, Identified } from './callers.ts'
import type { RequestGate } from './request-gate.ts'
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

/** Who may ask, how often, and from which pages: users, shop servers and browsers of the shop. */
export class Admission implements RequestGate {
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

  /** Where none of the routes of a path is asked for: what a browser needs to show the answer, or asks before it sends. */
  async headersOf(routes: readonly Route[], request: FastifyRequest): Promise<Headers> {
    if (request.headers.origin === undefined) return {}
    const { headers } = await this.pageOf(strictestOf(routes), request)
    if (request.method !== 'OPTIONS' || !('access-control-allow-origin' in headers) || routes.length === 0)
      return headers
    return { ...headers, ...preflightHeaders(routes.map(({ method }) => method)) }
  }

  /** Who calls, or the answer that he may not. At once where nothing has to be waited for. */
  admit(route: Route, request: FastifyRequest): Identified | Promise<Identified> {
    const { authorization } = request.headers
    // A shop's server asks for many users: only users are limited.
    const isLimited = route.isLimited === true && !isApiKey(authorization)
    const waitMs = isLimited ? this.#addressWaitMs(request) : 0
    if (waitMs > 0) return { refused: tooMany(waitMs) }
    const identified = this.#options.callers.identify(route.who, authorization)
    return identified instanceof Promise
      ? identified.then((caller) => this.#limited(caller, isLimited, request))
      : this.#limited(identified, isLimited, request)
  }

  #limited(identified: Identified, isLimited: boolean, request: FastifyRequest): Identified {
    let waitMs = 0
    if ('refused' in identified) {
      // Whoever guesses at tokens and keys is limited as well, whatever he asks for.
      if (!isLimited && identified.refused.status === 401) waitMs = this.#addressWaitMs(request)
    } else if (isLimited && identified.kind === 'user') {
      waitMs = this.#options.userLimit?.take(identified.userId) ?? 0
    }
    return waitMs > 0 ? { refused: tooMany(waitMs) } : identified
  }

  #addressWaitMs(request: FastifyRequest): number {
    const { addressLimit } = this.#options
    return addressLimit ? addressLimit.take(addressGroup(this.addressOf(request))) : 0
  }
}

const isApiKey = (authorization: string | undefined): boolean =>
  bearerToken(authorization)?.startsWith(API_KEY_PREFIX) ?? false

/** Of the routes of one path, the one that the fewest pages may ask; null if there is none. */
const strictestOf = (routes: readonly Route[]): Route | null =>
  routes.find(({ who, isSameOrigin }) => isSameOrigin || who !== 'anyone') ?? routes[0] ?? null
