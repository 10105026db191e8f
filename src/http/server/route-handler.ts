import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Site } from '../../reads/identity/sites.ts'
import { type FormCheck, formCheck } from '../requests/form-check.ts'
import { type JsonBody, jsonBody } from '../requests/json-body.ts'
import { refusedHead } from '../requests/refused-head.ts'
import type { Answer } from '../routes/answer.ts'
import type { Caller, Route, RouteRequest } from '../routes/route.ts'
import type { Admission } from './admission.ts'
import type { Identified } from './callers.ts'
import { send } from './sent.ts'
import type { Page } from './site-gate.ts'

const ANYONE: Caller = { kind: 'anyone' }
const NO_BODY: JsonBody = { text: '', value: {} }

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
    site: Site | null
    /** Epoch ms. */
    arrivedAt: number
  }
}

/** Does for one route what all have in common: who calls, the form of the request, and how answers are sent. */
export class RouteHandler {
  readonly #route: Route
  readonly #admission: Admission
  readonly #stopping: AbortSignal
  readonly #params: FormCheck
  readonly #query: FormCheck
  readonly #body: ReadonlyMap<Caller['kind'], FormCheck>

  constructor(route: Route, admission: Admission, stopping: AbortSignal) {
    this.#route = route
    this.#admission = admission
    this.#stopping = stopping
    const anything: FormCheck = () => null
    const check = (schema: TSchema | undefined): FormCheck => (schema ? formCheck(schema) : anything)
    this.#params = check(route.params)
    this.#query = check(route.query)
    this.#body = new Map(
      Object.entries(route.body ?? {}).map(([kind, schema]) => [kind as Caller['kind'], check(schema)]),
    )
  }

  /** Before the body is read: what is refused costs little. */
  readonly onRequest = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    request.arrivedAt = Date.now()
    request.sent = { route: this.#route.id, outcome: 'none' }
    const page = this.#admission.pageOf(this.#route, request)
    if (page instanceof Promise) void page.then((known) => this.#admit(known, request, reply, done))
    else this.#admit(page, request, reply, done)
  }

  readonly handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const route = this.#route
    const asked = this.#checked(request, reply)
    if ('refused' in asked) return this.#send(request, reply, asked.refused)
    const answer = route.answer ? await route.answer(asked) : await route.take?.(asked, reply)
    if (!answer) {
      request.sent = { route: route.id, outcome: 'taken' }
      return reply
    }
    return this.#send(request, reply, answer)
  }

  #admit(page: Page, request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    reply.headers(page.headers)
    request.site = page.site
    const refused = page.refused ?? refusedHead(request.headers, this.#route.produces ?? 'application/json')
    if (refused) {
      this.#send(request, reply, refused)
      return
    }
    const admitted = this.#admission.admit(this.#route, request)
    if (admitted instanceof Promise) void admitted.then((caller) => this.#goOn(caller, request, reply, done))
    else this.#goOn(admitted, request, reply, done)
  }

  #goOn(identified: Identified, request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    if ('refused' in identified) {
      this.#send(request, reply, identified.refused)
      return
    }
    request.caller = identified
    done()
  }

  #checked(request: FastifyRequest, reply: FastifyReply): RouteRequest | { readonly refused: Answer } {
    const params = request.params as Readonly<Record<string, string>>
    const query = request.query as Readonly<Record<string, string>>
    const body = request.body === undefined ? NO_BODY : jsonBody(request.body as Buffer)
    if ('refused' in body) return body
    const caller = request.caller ?? ANYONE
    const refused =
      this.#params(params) ?? this.#query(query) ?? this.#body.get(caller.kind)?.(body.value) ?? null
    if (refused) return { refused }
    const { headers, arrivedAt } = request
    const stopping = this.#stopping
    let hurry: AbortSignal | undefined
    return {
      caller,
      site: request.site ?? null,
      params,
      query,
      body: body.value,
      bodyText: body.text,
      headers,
      arrivedAt,
      get hurry() {
        hurry ??= AbortSignal.any([stopping, endOf(reply)])
        return hurry
      },
    }
  }

  #send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
    request.sent = { route: this.#route.id, outcome: answer.outcome }
    return send(reply, answer)
  }
}

/** Aborted when the answer was sent, or the client is gone. */
function endOf(reply: FastifyReply): AbortSignal {
  const end = new AbortController()
  reply.raw.once('close', () => end.abort())
  return end.signal
}
