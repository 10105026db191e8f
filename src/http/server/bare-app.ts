import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { problem } from '../problems/problem.ts'
import { requestId } from '../request-id.ts'
import { send } from './sent.ts'

/** A client has so long for a request, its body included. */
const ARRIVE_WITHIN_MS = 5_000
/** Longer than that of load balancers, so that they never send on a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000
const MAX_HEADER_BYTES = 16 * 1024
export const MAX_BODY_BYTES = 64 * 1024

/**
 * The HTTP server without routes: what a request may be at most, and how long it may take. Bodies are handed on as bytes. What is no
 * request is for `onClientError`.
 */
export function bareApp(
  onClientError: (error: NodeJS.ErrnoException, socket: Socket) => void,
): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: ({ headers }) => requestId(headers['x-request-id']),
    bodyLimit: MAX_BODY_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: ARRIVE_WITHIN_MS,
    return503OnClosing: false,
    clientErrorHandler: onClientError,
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
  // Else whoever says that it sends nothing more, and waits for its answer, gets none.
  Object.assign(app.server, { httpAllowHalfOpen: true })
  // Beyond its own limit Node.js drops headers and says nothing; the size is bounded above.
  app.server.maxHeadersCount = 0
  app.removeAllContentTypeParsers()
  // Which routes take text is their own.
  app.addContentTypeParser<Buffer>(
    ['application/json', 'text/plain'],
    { parseAs: 'buffer' },
    (_, bytes, done) => {
      done(null, bytes)
    },
  )
  return app
}
