import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

/** What is no request that could reach a route: answered on the bare connection, which ends then. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) {
    socket.destroy(error)
    return
  }
  const { status, body } = answerOf(error.code)
  const json = JSON.stringify(body)
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(json)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${json}`,
  )
}

function answerOf(code: string | undefined): Answer {
  if (code === 'HPE_HEADER_OVERFLOW')
    return problem('HEADERS_TOO_LARGE', { detail: 'the headers have more than 16 KiB' })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return problem('TIMEOUT', { detail: 'the headers or the body took too long to arrive' })
  return problem('BAD_REQUEST', { detail: 'the request is not HTTP/1.1' })
}
