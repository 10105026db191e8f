import type { FastifyRequest } from 'fastify'
import { corsHeaders, PUBLIC_CORS, preflightHeaders } from '../cors/cors-headers.ts'
import type { AllowedOrigins } from '../identity/allowed-origins.ts'
import { addressGroup } from '../limits/address-group.ts'
import type { ClientAddresses } from '../limits/client-addresses.ts'
import type { TokenBuckets } from '../limits/token-buckets.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import type { Caller, Route } from '../routes/route.ts'
import type { Callers, Identified } from './callers.ts'

type Headers = Readonly<Record<string, string>>

export interface AdmissionOptions {
  readonly callers: Callers
  readonly origins: AllowedOrigins
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

  /** What a browser needs to show an answer to a page. At once unless a page asks. */
  corsHeaders(
    { who, isSameOrigin }: Pick<Route, 'who' | 'isSameOrigin'>,
    origin: string | undefined,
  ): Headers | Promise<Headers> {
    if (isSameOrigin) return {}
    if (who === 'anyone') return PUBLIC_CORS
    if (origin === undefined) return corsHeaders(origin, () => false)
    return this.#options.origins.includes(origin).then((isAllowed) => corsHeaders(origin, () => isAllowed))
  }

  /** The headers for a browser that asks before it sends. */
  async preflight(routes: readonly Route[], origin: string): Promise<Headers> {
    const strictest = routes.find(({ who, isSameOrigin }) => isSameOrigin || who !== 'anyone') ?? routes[0]
    const headers = await this.corsHeaders(strictest ?? { who: 'anyone' }, origin)
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

function tooMany(waitMs: number): Answer {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return problem('TOO_MANY_REQUESTS', {
    detail: `ask again in ${seconds} s`,
    headers: { 'retry-after': String(seconds) },
  })
}
