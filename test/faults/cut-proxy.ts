import { connect, createServer, type Server, type Socket } from 'node:net'

/** What becomes of a statement: it never arrives, it arrives and its reply is lost, or the line is cut while it runs. */
export type StatementFate = 'dropped' | 'reply-lost' | 'cut-at-once'

/** The simple query `COMMIT`, as it goes over the wire. */
const COMMIT = Buffer.from('COMMIT\0')

/** A TCP proxy in front of Postgres that cuts the line at a statement, or when it is told to. */
export class CutProxy {
  /** Statements that were cut off: a test must see that its fault happened. */
  cuts = 0
  #next: { readonly text: Buffer; readonly fate: StatementFate } | null = null
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #target: { readonly host: string; readonly port: number }

  /** Listens on a free port, for the server that the URL names. */
  static async to(databaseUrl: string): Promise<CutProxy> {
    const { hostname, port } = new URL(databaseUrl)
    const proxy = new CutProxy({ host: hostname, port: Number(port || 5432) })
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  private constructor(target: { readonly host: string; readonly port: number }) {
    this.#target = target
    this.#server = createServer((client) => this.#forward(client))
  }

  /** The URL of the same database, through this proxy. */
  url(databaseUrl: string): string {
    const url = new URL(databaseUrl)
    url.hostname = '127.0.0.1'
    url.port = String((this.#server.address() as { port: number }).port)
    return url.href
  }

  /** Cuts the line at the next COMMIT, once. */
  cutAtCommit(fate: StatementFate): void {
    this.#next = { text: COMMIT, fate }
  }

  /** Cuts the line at the next statement that holds this text, once, before it arrives. */
  cutBefore(text: string): void {
    this.#next = { text: Buffer.from(text), fate: 'dropped' }
  }

  /** Cuts all lines that are open now; new ones are let through. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #forward(client: Socket): void {
    const server = connect(this.#target)
    const cut = () => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', cut)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        cut()
      })
    }
    let isReplyLost = false
    server.on('data', (bytes) => (isReplyLost ? cut() : client.write(bytes)))
    client.on('data', (bytes) => {
      if (!this.#next || !bytes.includes(this.#next.text)) return void server.write(bytes)
      const { fate } = this.#next
      this.#next = null
      this.cuts += 1
      isReplyLost = true
      if (fate === 'dropped') cut()
      else server.write(bytes, () => fate === 'cut-at-once' && cut())
    })
  }
}
