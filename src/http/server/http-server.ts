import { type AddressInfo, Server, type Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { errorCodes, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { HaltError } from '../../domain/halt-error.ts'
import { hostAndPort } from '../../domain/host-and-port.ts'
import { whyNotListening } from '../../domain/why-not-listening.ts'
import { discardRest } from '../requests/discard-rest.ts'
import { Expectations } from '../requests/expectations.ts'
import { refusedRequest } from '../requests/refused-request.ts'
import type { Answer } from '../routes/answer.ts'
import type { Route } from '../routes/route.ts'
import { answerOfError, type ServerError } from './answer-of-error.ts'
import { bareApp, MAX_BODY_BYTES } from './bare-app.ts'
import { answerClientError, answerConnect } from './client-errors.ts'
import { noSuchRoute, routesOf } from './no-such-route.ts'
import { OpenConnections } from './open-connections.ts'
import type { RequestGate } from './request-gate.ts'
import { type Crowd, RestingConnections } from './resting-connections.ts'
import { RouteHandler } from './route-handler.ts'
import { type Sent, send } from './sent.ts'

/** Connections that wait to be taken: at an opening all users come at once. Linux allows this many (`somaxconn`), others fewer. */
const BACKLOG = 4_096
/** When the service stops, connections that are still open after this are cut. */
const CLOSE_WITHIN_MS = 7_000
const LOOK_EVERY_MS = 20
/** A connection on which nothing has come for so long, half a second, has nothing on its way. */
const QUIET_LOOKS = 25
/** Connections that go on coming are not waited for any longer: what they ask is answered in time, too. */
const TAKE_WITHIN_MS = 2_000

export interface HttpServerOptions {
  readonly routes: readonly Route[]
  readonly admission: RequestGate
  /** Where the routes are listed, for who asks for none of them. */
  readonly listedAt?: string
  /** Those who wait for their decision; without them any number of requests is read. */
  readonly crowd?: Crowd
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
  readonly #options: HttpServerOptions
  readonly #app: FastifyInstance
  readonly #stopping = new AbortController()
  readonly #connections = new OpenConnections()
  readonly #resting: RestingConnections | null

  constructor(options: HttpServerOptions) {
    this.#options = options
    const { routes, admission, crowd, onAnswered, onFault } = options
    this.#resting = crowd ? new RestingConnections(crowd) : null
    const connections = this.#connections
    const app = bareApp((error, socket) => connections.endBy(socket, () => answerClientError(error, socket)))
    this.#app = app
    app.server.on('connection', (socket) => {
      connections.opened(socket)
      this.#resting?.connected()
    })
    app.server.on('connect', (_, socket: Socket) => connections.endBy(socket, () => answerConnect(socket)))
    const expectations = new Expectations(app.server)
    app.decorateRequest('sent', null as unknown as Sent)
    app.addHook('onRequest', (request, reply, done) => {
      if (!connections.begin(request.raw)) return
      request.sent = { route: 'none', outcome: 'none' }
      reply.header('x-request-id', request.id)
      const refused = refusedRequest(request.raw) ?? expectations.refusal(request.raw)
      if (refused) answer(request, reply, refused)
      // Without a look at its body.
      else if (request.is404) void this.#answerNoRoute(request, reply)
      else done()
    })
    app.addHook('preParsing', (request, reply, payload, done) => {
      const { bodyLimit } = request.routeOptions
      if (Number(request.headers['content-length']) > bodyLimit) {
        done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE())
        return
      }
      expectations.goOn(request.raw, reply.raw)
      done(null, payload)
    })
    app.addHook('onSend', ({ raw }, reply, payload, done) => {
      const isToEnd = this.#stopping.signal.aborted || reply.statusCode === 413 || expectations.isWaiting(raw)
      if (isToEnd && connections.endWith(raw)) reply.header('connection', 'close')
      done(null, payload)
    })
    app.addHook('onResponse', (request, reply, done) => {
      connections.answered(request.raw)
      this.#resting?.answered(request.raw.socket)
      onAnswered(request.sent, request, reply)
      done()
    })
    app.setErrorHandler(async (error: ServerError, request, reply) => {
      const answer = answerOfError(error)
      if (answer.status === 413 && !expectations.isWaiting(request.raw)) await discardRest(request.raw)
      if (answer.status >= 500) onFault(error, request)
      request.sent = { route: request.sent.route, outcome: answer.outcome }
      return send(reply, answer)
    })
    app.setNotFoundHandler((request, reply) => this.#answerNoRoute(request, reply))
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
   * `http://host:port`, with the port that it got. `isAdmin`: the port of operators, for the error.
   * @throws HaltError if the port can't be had.
   */
  async listen(host: string, port: number, isAdmin = false): Promise<string> {
    try {
      await this.#app.listen({ host, port, backlog: BACKLOG })
    } catch (error) {
      const facts = { host, port, isAdmin, ...whyNotListening(error) }
      throw new HaltError('SERVICE_NOT_LISTENING', facts, { cause: error })
    }
    const { address, port: got } = this.#app.server.address() as AddressInfo
    return `http://${hostAndPort(address, got)}`
  }

  async #answerNoRoute(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { routes, admission, listedAt } = this.#options
    const { method, url } = request
    const found = routesOf(routes, url)
    reply.headers(await admission.headersOf(found, request))
    return answer(request, reply, noSuchRoute(found, method, listedAt))
  }

  /** Aborted when the service stops: no request has the time to wait any longer. */
  get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  /** Takes no more connections, and answers what was read and what comes on those that it has; ends within 7 s. */
  async close(): Promise<void> {
    this.#stopping.abort()
    this.#resting?.stop()
    const { server } = this.#app
    const startedAt = performance.now()
    const elapsedMs = (): number => performance.now() - startedAt
    await this.#takeConnected(TAKE_WITHIN_MS)
    let isClosed = !server.listening
    // Not that of HTTP, which cuts idle connections at once: a request may be on its way on one of them.
    if (!isClosed)
      Server.prototype.close.call(server, () => {
        isClosed = true
      })
    while (!isClosed && elapsedMs() < CLOSE_WITHIN_MS) {
      this.#connections.endQuiet(QUIET_LOOKS)
      await wait(LOOK_EVERY_MS)
    }
    server.closeAllConnections()
    await this.#app.close()
  }

  /** Takes those who stand in the queue of the operating system, which would cut them: at least one comes in each turn, while there are any. */
  async #takeConnected(withinMs: number): Promise<void> {
    const { server } = this.#app
    const startedAt = performance.now()
    let hasConnected = server.listening
    const onConnection = (): void => {
      hasConnected = true
    }
    server.on('connection', onConnection)
    while (hasConnected && performance.now() - startedAt < withinMs) {
      hasConnected = false
      for (let turn = 0; turn < 3; turn += 1) await nextTurn()
    }
    server.off('connection', onConnection)
  }
}

function answer(request: FastifyRequest, reply: FastifyReply, refused: Answer): FastifyReply {
  request.sent = { route: 'none', outcome: refused.outcome }
  return send(reply, refused)
}
