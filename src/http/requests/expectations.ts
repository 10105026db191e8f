import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

/**
 * Clients that ask before they send a body (`Expect: 100-continue`) hear 100 when somebody is about to read it, not before: who may not
 * send it, or too much of it, is told so instead.
 */
export class Expectations {
  readonly #waiting = new WeakSet<IncomingMessage>()

  constructor(server: Server) {
    server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
      this.#waiting.add(request)
      server.emit('request', request, response)
    })
    // What is expected beside that is refused like anything else.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  }

  /** Whether the client holds its body back. If it is answered now, nobody knows whether the body comes: the connection must end. */
  isWaiting(request: IncomingMessage): boolean {
    return this.#waiting.has(request)
  }

  goOn(request: IncomingMessage, response: ServerResponse): void {
    if (this.#waiting.delete(request)) response.writeContinue()
  }

  /** The answer to who expects what nobody here can give; null if nothing is expected, or a word before the body. */
  refusal({ headers: { expect } }: IncomingMessage): Answer | null {
    if (expect === undefined || /^100-continue$/i.test(expect)) return null
    return problem('EXPECTATION_FAILED', { detail: 'of all expectations only 100-continue is met' })
  }
}
