import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Site } from '../../reads/identity/sites.ts'
import { type FormCheck, formCheck } from '../requests/form-check.ts'
import { type JsonBody, jsonBody } from '../requests/json-body.ts'
import { refusedHead } from '../requests/refused-head.ts'
import type { Answer } from '../routes/answer.ts'
import type { Caller, Route, RouteRequest } from '../routes/route.ts'
import type { Identified } from './callers.ts'
import { CheckedRequest } from './checked-request.ts'
import type { RequestGate } from './request-gate.ts'
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
  readonly #admission: RequestGate
  readonly #stopping: AbortSignal
  readonly #params: FormCheck
  readonly #query: FormCheck
  readonly #body: ReadonlyMap<Caller['kind'], FormCheck>

  constructor(route: Route, admission: RequestGate, stopping: AbortSignal) {
    this.#route = route
    this.#admission = admission
    this.#stopping = stopping
    const anything: FormCheck = () => null
    const check = (schema: TSchema | undefined): FormCheck => (schema ? formCheck(schema) : anything)
    this.#params = check(route.params)
    this.#query = check(route.query)
    this.#body = new Map(
      Object.entries(route.body ?? {}).map(([kind, schema]) => [
        kind as Caller['kind'],
        formCheck(schema, route.refuse),
      ]),
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

  /** Not `async`: each promise on the way of an answer is paid for by every request. */
  readonly handle = (request: FastifyRequest, reply: FastifyReply): void => {
    const { answer, take } = this.#route
    const asked = this.#checked(request, reply)
    if ('refused' in asked) {
      this.#send(request, reply, asked.refused)
      return
    }
    const answered = answer ? answer(asked) : (take?.(asked, reply) ?? null)
    if (!(answered instanceof Promise)) {
      this.#finish(request, reply, answered)
      return
    }
    const fail = (error: Error): void => void reply.send(error)
    answered.then((late) => {
      try {
        this.#finish(request, reply, late)
      } catch (error) {
        fail(error as Error)
      }
    }, fail)
  }

  #admit(page: Page, request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    reply.headers(page.headers)
    request.site = page.site
    const refused = page.refused ?? refusedHead(request.headers, this.#route)
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
    const hasBody = request.body !== undefined && (this.#body.size > 0 || (request.body as Buffer).length > 0)
    const body = hasBody ? jsonBody(request.body as Buffer) : NO_BODY
    if ('refused' in body) return body
    const caller = request.caller ?? ANYONE
    const refused =
      this.#params(params) ?? this.#query(query) ?? this.#body.get(caller.kind)?.(body.value) ?? null
    if (refused) return { refused }
    return new CheckedRequest({
      caller,
      request,
      reply,
      body,
      admission: this.#admission,
      stopping: this.#stopping,
    })
  }

  #finish(request: FastifyRequest, reply: FastifyReply, answer: Answer | null): void {
    if (answer) this.#send(request, reply, answer)
    else request.sent = { route: this.#route.id, outcome: 'taken' }
  }

  #send(request: FastifyRequest, reply: FastifyReply, answer: Answer): void {
    request.sent = { route: this.#route.id, outcome: answer.outcome }
    send(reply, answer)
  }
}
