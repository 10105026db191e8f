import { connect, type Socket } from 'node:net'

const HEAD_END = '\r\n\r\n'
const LENGTH = /content-length: (\d+)/i
const NO_BODY = 304

/** Hears of the answer: its status, its body (a character for each byte), and what stands before that. */
export type OnAnswer = (status: number, body: string, head: string) => void

/**
 * A connection that carries requests as bytes, one at a time, and reads no more of the answers than it must: it shares the machine with what
 * it measures.
 */
export class RawConnection {
  readonly #socket: Socket
  readonly #onLost: (error: Error) => void
  #received = ''
  #isEnding = false
  #hasEnded = false
  #hasHeard = false
  #onAnswer: OnAnswer | null = null

  /** `onLost` hears if the connection can't be had, or ends before {@link end}. */
  constructor(url: URL, onLost: (error: Error) => void) {
    this.#onLost = onLost
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
    this.#socket.setEncoding('latin1').on('data', (text: string) => this.#read(text))
    this.#socket.on('error', (error) => this.#lost(error))
    this.#socket.once('close', () => this.#lost(new Error('the connection was closed')))
  }

  /** The server has said that it closes the connection. */
  get isEnding(): boolean {
    return this.#isEnding
  }

  /** The server has answered on it: it was taken, and does not stand in a queue of the operating system. */
  get hasHeard(): boolean {
    return this.#hasHeard
  }

  ask(request: Buffer | string, onAnswer: OnAnswer): void {
    this.#onAnswer = onAnswer
    if (typeof request === 'string') this.#socket.write(request, 'latin1')
    else this.#socket.write(request)
  }

  /** What becomes of it then, nobody hears. */
  end(): void {
    this.#hasEnded = true
    this.#socket.end()
  }

  #read(text: string): void {
    const received = this.#received === '' ? text : this.#received + text
    this.#received = received
    const headEnd = received.indexOf(HEAD_END)
    if (headEnd < 0) return
    const bodyAt = headEnd + HEAD_END.length
    const status = Number(received.slice(9, 12))
    const length = status === NO_BODY ? 0 : Number(LENGTH.exec(received)?.[1])
    if (received.length < bodyAt + length) return
    this.#received = ''
    this.#hasHeard = true
    // Only refusals close connections.
    this.#isEnding = status >= 400 && /connection: close/i.test(received.slice(0, headEnd))
    const onAnswer = this.#onAnswer
    this.#onAnswer = null
    onAnswer?.(status, received.slice(bodyAt), received.slice(0, headEnd))
  }

  #lost(error: Error): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#onLost(error)
  }
}
