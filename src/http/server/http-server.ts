import { type AddressInfo, Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { HaltError } from '../../domain/halt-error.ts'
import { problem } from '../problems/problem.ts'
import { requestId } from '../request-id.ts'
import type { Answer } from '../routes/answer.ts'
import type { Route } from '../routes/route.ts'
import { type Admission, strictestOf } from './admission.ts'
import { answerClientError } from './client-errors.ts'
import { discardRest } from './discard-rest.ts'
import { noSuchRoute, routesOf } from './no-such-route.ts'
import { RouteHandler } from './route-handler.ts'
import { type Sent, send } from './sent.ts'

/** A client has so long for a request, its body included. */
const ARRIVE_WITHIN_MS = 5_000
/** Longer than that of load balancers, so that they never send on a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000
const MAX_HEADER_BYTES = 16 * 1024
const MAX_BODY_BYTES = 64 * 1024
/** Requests on one connection that are not answered yet; one that sends more without reading is cut. */
const MAX_PIPELINED = 100
/** When the service stops, connections that are still open after this are cut. */
const CLOSE_WITHIN_MS = 7_000
/** After so long a connection that is idle has nothing on its way. */
const IDLE_FOR_MS = 500
const LOOK_EVERY_MS = 20

export interface HttpServerOptions {
  readonly routes: readonly Route[]
  readonly admission: Admission
  /** Hears of every request once it is answered. */
  readonly onAnswered: (sent: Sent, request: FastifyRequest, reply: FastifyReply) => void
  /** Hears of what must not happen. */
  readonly onFault: (error: Error, request: FastifyRequest) => void
}

declare module 'fastify' {
  interface FastifyRequest {
    sent: Sent
  }
}

/** The routes as an HTTP server. */
export class HttpServer {
  readonly #app: FastifyInstance
  readonly #stopping = new AbortController()
  readonly #unanswered = new WeakMap<Socket, number>()

  constructor({ routes, admission, onAnswered, onFault }: HttpServerOptions) {
    const app = Fastify({
      logger: false,
      genReqId: ({ headers }) => requestId(headers['x-request-id']),
      bodyLimit: MAX_BODY_BYTES,
      keepAliveTimeout: KEEP_ALIVE_MS,
      requestTimeout: ARRIVE_WITHIN_MS,
      return503OnClosing: false,
      clientErrorHandler: answerClientError,
      frameworkErrors: (error, request, reply) => {
        request.sent = { route: 'none', outcome: 'bad_request' }
        send(reply as FastifyReply, problem('BAD_REQUEST', { detail: error.message }))
      },
      http: {
        headersTimeout: ARRIVE_WITHIN_MS,
        connectionsCheckingInterval: 500,
        maxHeaderSize: MAX_HEADER_BYTES,
        // Refused below, as a problem.
        requireHostHeader: false,
      },
    })
    this.#app = app
    app.decorateRequest('sent', null as unknown as Sent)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (_, bytes, done) => {
      done(null, bytes)
    })
    app.addHook('onRequest', (request, reply, done) => {
      request.sent = { route: 'none', outcome: 'none' }
      reply.header('x-request-id', request.id)
      if (this.#stopping.signal.aborted) reply.header('connection', 'close')
      const { socket } = request.raw
      const unanswered = (this.#unanswered.get(socket) ?? 0) + 1
      this.#unanswered.set(socket, unanswered)
      if (unanswered > MAX_PIPELINED) {
        socket.destroy()
        return
      }
      if (request.headers.host === undefined && request.raw.httpVersion !== '1.0') {
        request.sent = { route: 'none', outcome: 'bad_request' }
        send(reply, problem('BAD_REQUEST', { detail: 'a request of HTTP/1.1 names its Host' }))
        return
      }
      done()
    })
    app.addHook('onSend', (_, reply, payload, done) => {
      if (this.#stopping.signal.aborted) reply.header('connection', 'close')
      done(null, payload)
    })
    app.addHook('onResponse', (request, reply, done) => {
      const { socket } = request.raw
      this.#unanswered.set(socket, (this.#unanswered.get(socket) ?? 1) - 1)
      onAnswered(request.sent, request, reply)
      done()
    })
    app.setErrorHandler(async (error: Error & { code?: string; statusCode?: number }, request, reply) => {
      const answer = answerOfError(error)
      if (answer.status === 413) await discardRest(request.raw)
      if (answer.status >= 500) onFault(error, request)
      request.sent = { route: request.sent.route, outcome: answer.outcome }
      return send(reply, answer)
    })
    app.setNotFoundHandler(async ({ headers, method, url }, reply) => {
      const found = routesOf(routes, url)
      if (headers.origin !== undefined) {
        const isPreflight = method === 'OPTIONS' && found.length > 0
        const { request } = reply
        reply.headers(
          isPreflight
            ? await admission.preflight(found, request)
            : (await admission.pageOf(strictestOf(found), request)).headers,
        )
      }
      const answer = noSuchRoute(found, method)
      reply.request.sent = { route: 'none', outcome: answer.outcome }
      return send(reply, answer)
    })
    for (const route of routes) {
      const handler = new RouteHandler(route, admission, this.#stopping.signal)
      app.route({
        method: route.method,
        // Of a stream there is no head alone.
        exposeHeadRoute: route.answer !== undefined,
        url: route.path.replace(/\{(\w+)\}/g, ':$1'),
        bodyLimit: route.maxBodyBytes ?? MAX_BODY_BYTES,
        onRequest: handler.onRequest,
        handler: handler.handle,
      })
    }
  }

  /**
   * `http://host:port`, with the port that it got.
   * @throws HaltError if the port can't be had.
   */
  async listen(host: string, port: number): Promise<string> {
    try {
      await this.#app.listen({ host, port })
    } catch (error) {
      const { code: errno, message: reason } = error as NodeJS.ErrnoException
      throw new HaltError('SERVICE_NOT_LISTENING', { host, port, reason, errno }, { cause: error })
    }
    const { address, family, port: got } = this.#app.server.address() as AddressInfo
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${got}`
  }

  /** Aborted when the service stops: no request has the time to wait any longer. */
  get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  /** Takes no more connections, and answers what was read and what comes on connections that are open; ends within 7 s. */
  async close(): Promise<void> {
    this.#stopping.abort()
    const { server } = this.#app
    let isClosed = !server.listening
    // Not that of HTTP, which cuts idle connections at once: a request may be on its way on one of them.
    if (!isClosed)
      Server.prototype.close.call(server, () => {
        isClosed = true
      })
    const startedAt = performance.now()
    const elapsedMs = (): number => performance.now() - startedAt
    while (!isClosed && elapsedMs() < CLOSE_WITHIN_MS) {
      if (elapsedMs() >= IDLE_FOR_MS) server.closeIdleConnections()
      await wait(LOOK_EVERY_MS)
    }
    server.closeAllConnections()
    await this.#app.close()
  }
}

function answerOfError(error: Error & { code?: string; statusCode?: number }): Answer {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('BODY_TOO_LARGE', { detail: error.message })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'send the body as application/json' })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('BAD_REQUEST', { detail: error.message })
    default: {
      const isOfClient = error.statusCode !== undefined && error.statusCode < 500
      return isOfClient
        ? problem('BAD_REQUEST', { detail: error.message })
        : problem('INTERNAL', { detail: 'the service has a fault, and has logged it' })
    }
  }
}
