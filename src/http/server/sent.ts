import type { FastifyReply } from 'fastify'
import type { Answer } from '../routes/answer.ts'

/** What an answered request was, for metrics and the access log. */
export interface Sent {
  /** The id of its route; `none` if there is none. */
  readonly route: string
  readonly outcome: string
}

/** Sends an answer; it may be cached only if it says so. */
export function send(reply: FastifyReply, { status, body, contentType, headers }: Answer): FastifyReply {
  reply.code(status)
  reply.header('cache-control', 'no-store')
  if (headers) reply.headers(headers)
  if (body === null) return reply.send()
  reply.header('content-type', `${contentType ?? 'application/json'}; charset=utf-8`)
  return reply.send(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
}
