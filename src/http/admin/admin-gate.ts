import type { FastifyRequest } from 'fastify'
import type { ClientAddresses } from '../limits/client-addresses.ts'
import { problem } from '../problems/problem.ts'
import type { Route } from '../routes/route.ts'
import type { Identified } from '../server/callers.ts'
import type { RequestGate } from '../server/request-gate.ts'
import type { Page } from '../server/site-gate.ts'
import type { AdminPlace } from './admin-place.ts'
import type { Operators } from './operators.ts'
import { securityHeaders } from './security-headers.ts'

type Headers = Readonly<Record<string, string>>

export interface AdminGateOptions {
  readonly place: AdminPlace
  readonly operators: Operators
  readonly addresses: ClientAddresses
}

/** The door of the admin listener: asked by its own name, by its own pages and by programs, and by operators alone (CONTRACT §16). */
export class AdminGate implements RequestGate {
  readonly #options: AdminGateOptions
  readonly #headers: Headers

  constructor(options: AdminGateOptions) {
    this.#options = options
    this.#headers = securityHeaders(options.place.isHttps)
  }

  addressOf({ raw }: FastifyRequest): string {
    const forwardedFor = raw.headers['x-forwarded-for']
    return this.#options.addresses.of(
      raw.socket.remoteAddress ?? '',
      Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
    )
  }

  /** A page elsewhere that made its name point here, or that sends requests here, gets nothing. */
  pageOf(_: Route | null, { headers }: FastifyRequest): Page {
    const page = { headers: this.#headers, site: null }
    const { place } = this.#options
    if (!place.isOwnHost(headers.host)) {
      const detail = 'the admin pages are asked by their own name only'
      return { ...page, refused: problem('MISDIRECTED', { detail }) }
    }
    if (headers.origin !== undefined && !place.isOwnOrigin(headers.origin)) {
      const detail = 'the page that asks is none of these'
      return { ...page, refused: problem('FOREIGN_ORIGIN', { detail }) }
    }
    return page
  }

  async headersOf(): Promise<Headers> {
    return this.#headers
  }

  admit(route: Route, request: FastifyRequest): Identified | Promise<Identified> {
    if (route.who === 'anyone') return { kind: 'anyone' }
    return this.#operator(route, request)
  }

  async #operator(route: Route, request: FastifyRequest): Promise<Identified> {
    const { authorization, cookie } = request.headers
    const csrfToken = request.headers['x-csrf-token']
    const operator = await this.#options.operators.identify({
      authorization,
      cookie,
      csrfToken: Array.isArray(csrfToken) ? undefined : csrfToken,
      address: this.addressOf(request),
      isChange: route.method !== 'GET',
    })
    if ('refused' in operator || route.who === 'viewer' || operator.role === 'admin') return operator
    return { refused: problem('FORBIDDEN', { detail: 'a viewer sees everything, and changes nothing' }) }
  }
}
