import type { FastifyRequest } from 'fastify'
import type { Route } from '../routes/route.ts'
import type { Identified } from './callers.ts'
import type { Page } from './site-gate.ts'

/** What is decided of a request before its body is read: a listener has one. */
export interface RequestGate {
  /** The address of who asks, as far as proxies that are trusted tell it. */
  addressOf(request: FastifyRequest): string
  /** Which page asks, and whether it may. At once where nothing must be looked up. Null: a path that has no route. */
  pageOf(route: Route | null, request: FastifyRequest): Page | Promise<Page>
  /** Where none of the routes of a path is asked for: the headers of that answer. */
  headersOf(routes: readonly Route[], request: FastifyRequest): Promise<Readonly<Record<string, string>>>
  /** Who calls, or the answer that he may not. At once where nothing has to be waited for. */
  admit(route: Route, request: FastifyRequest): Identified | Promise<Identified>
}
