import type { FastifyReply, FastifyRequest } from 'fastify'
import type { JsonBody } from '../requests/json-body.ts'
import type { Caller, RouteRequest } from '../routes/route.ts'
import type { RequestGate } from './request-gate.ts'

export interface Checked {
  readonly caller: Caller
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly body: JsonBody
  readonly admission: Pick<RequestGate, 'addressOf'>
  readonly stopping: AbortSignal
}

/** A request as routes see it. A class, as an object with a getter of its own for each request costs more than the rest of it. */
export class CheckedRequest implements RouteRequest {
  readonly caller: Caller
  readonly body: unknown
  readonly bodyText: string
  readonly #request: FastifyRequest
  readonly #reply: FastifyReply
  readonly #admission: Checked['admission']
  readonly #stopping: AbortSignal
  #hurry: AbortSignal | null = null

  constructor({ caller, request, reply, body, admission, stopping }: Checked) {
    this.caller = caller
    this.body = body.value
    this.bodyText = body.text
    this.#request = request
    this.#reply = reply
    this.#admission = admission
    this.#stopping = stopping
  }

  get site(): RouteRequest['site'] {
    return this.#request.site ?? null
  }

  get params(): RouteRequest['params'] {
    return this.#request.params as RouteRequest['params']
  }

  get query(): RouteRequest['query'] {
    return this.#request.query as RouteRequest['query']
  }

  get headers(): RouteRequest['headers'] {
    return this.#request.headers
  }

  get arrivedAt(): number {
    return this.#request.arrivedAt
  }

  get address(): string {
    return this.#admission.addressOf(this.#request)
  }

  get hurry(): AbortSignal {
    this.#hurry ??= AbortSignal.any([this.#stopping, endOf(this.#reply)])
    return this.#hurry
  }
}

/** Aborted when the answer was sent, or the client is gone. */
function endOf(reply: FastifyReply): AbortSignal {
  const end = new AbortController()
  reply.raw.once('close', () => end.abort())
  return end.signal
}
