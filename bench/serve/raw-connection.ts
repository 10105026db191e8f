import { connect, type Socket } from 'node:net'

const HEAD_END = '\r\n\r\n'
const LENGTH = 'content-length: '

/** Hears of the answer: its status and its body. */
export type OnAnswer = (status: number, body: string) => void

/**
 * A connection that carries requests as bytes, one at a time, and reads no more of the answers than it must: it shares the machine with what
 * it measures.
 */
export class RawConnection {
  readonly #socket: Socket
  readonly #onLost: (error: Error) => void
  #received = ''
  #onAnswer: OnAnswer | null = null

  /** `onLost` hears if the connection can't be had, or ends before {@link end}. */
  constructor(url: URL, onLost: (error: Error) => void) {
    this.#onLost = onLost
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
    this.#socket.setEncoding('latin1').on('data', (text: string) => this.#read(text))
    this.#socket.on('error', (error) => this.#lost(error))
    this.#socket.once('close', () => this.#lost(new Error('the connection was closed')))
  }

  ask(request: Buffer, onAnswer: OnAnswer): void {
    this.#onAnswer = onAnswer
    this.#socket.write(request)
  }

  end(): void {
    this.#socket.removeAllListeners('close').end()
  }

  #read(text: string): void {
    const received = this.#received === '' ? text : this.#received + text
    this.#received = received
    const headEnd = received.indexOf(HEAD_END)
    if (headEnd < 0) return
    const lengthAt = received.indexOf(LENGTH) + LENGTH.length
    const bodyAt = headEnd + HEAD_END.length
    const length = Number(received.slice(lengthAt, received.indexOf('\r', lengthAt)))
    if (received.length < bodyAt + length) return
    this.#received = ''
    const onAnswer = this.#onAnswer
    this.#onAnswer = null
    onAnswer?.(Number(received.slice(9, 12)), received.slice(bodyAt))
  }

  #lost(error: Error): void {
    this.#socket.removeAllListeners('close')
    this.#onLost(error)
  }
}
