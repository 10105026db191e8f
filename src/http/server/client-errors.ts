import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

/** A client has so long to read why its connection ends; one that keeps its side of it open is not waited for. */
const LINGER_MS = 1_000

/** What is no request that could reach a route: answered on the bare connection, which ends then. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) endWith(socket, answerOf(error.code))
  else socket.destroy(error)
}

/** Somebody takes the service for a proxy. */
export function answerConnect(socket: Socket): void {
  socket.on('error', () => socket.destroy())
  endWith(
    socket,
    problem('METHOD_NOT_ALLOWED', {
      detail: 'the service is no proxy',
      headers: { allow: 'GET, HEAD, POST, OPTIONS' },
    }),
  )
}

function endWith(socket: Socket, { status, body, headers }: Answer): void {
  const json = JSON.stringify(body)
  const lines = Object.entries({
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    'cache-control': 'no-store',
    connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${json}`)
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}

function answerOf(code: string | undefined): Answer {
  if (code === 'HPE_HEADER_OVERFLOW')
    return problem('HEADERS_TOO_LARGE', { detail: 'the headers have more than 16 KiB' })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem('TIMEOUT', { detail: 'the headers or the body took too long to arrive' })
  return problem('BAD_REQUEST', { detail: 'the request is not HTTP/1.1' })
}
