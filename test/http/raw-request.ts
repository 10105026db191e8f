import { connect, type Socket } from 'node:net'

/** A connection on which a test says what it likes. */
export class RawRequest {
  readonly socket: Socket
  #text = ''

  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.socket = connect(Number(port), hostname)
    this.socket.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text
    })
    this.socket.on('error', () => {})
  }

  send(text: string): this {
    this.socket.write(text)
    return this
  }

  /** What has come so far. */
  get text(): string {
    return this.#text
  }

  /** All that came until the other side ended the connection. */
  async ended(): Promise<string> {
    if (!this.socket.closed) await new Promise((resolve) => this.socket.once('close', resolve))
    return this.#text
  }

  /** Status lines of all answers. */
  async statuses(): Promise<number[]> {
    const text = await this.ended()
    return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
  }
}
