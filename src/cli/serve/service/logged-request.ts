import type { FastifyReply, FastifyRequest } from 'fastify'
import { networkOf } from '../../../http/limits/network-of.ts'
import type { Sent } from '../../../http/server/sent.ts'

/** What the access log says of a request: no query, and of the address only the network. */
export function loggedRequest(sent: Sent, request: FastifyRequest, reply: FastifyReply, address: string) {
  return {
    requestId: String(request.id),
    method: request.method,
    path: pathOf(request.url),
    route: sent.route,
    status: reply.statusCode,
    outcome: sent.outcome,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    network: networkOf(address),
  }
}

/** Without the query, which may hold what nobody may read. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''
