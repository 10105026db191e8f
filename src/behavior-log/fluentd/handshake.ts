import { createHash, randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { HandshakeError } from './handshake-error.ts'

/** How the connection begins where both sides know a key: neither is told it, each proves to have it. */
export class Handshake {
  /** Servers refuse a name that is their own, and one may run on this machine. */
  readonly #self = `axon@${hostname()}`
  readonly #salt = randomBytes(16).toString('hex')
  readonly #key: string
  #nonce: Uint8Array = new Uint8Array()

  constructor(key: string) {
    this.#key = key
  }

  /** What answers the server's HELO: PING. @throws HandshakeError */
  ping(helo: unknown): unknown[] {
    const [type, options] = Array.isArray(helo) ? helo : []
    if (textOf(type) !== 'HELO')
      throw new HandshakeError('it does not begin as a server with a shared key does')
    const { nonce } = (options ?? {}) as { readonly nonce?: unknown }
    if (!(nonce instanceof Uint8Array)) throw new HandshakeError('its HELO holds no nonce')
    this.#nonce = nonce
    // Its salt for passwords (`auth`) says nothing: Fluentd and Fluent Bit send one also where they know no users.
    return ['PING', this.#self, this.#salt, this.#digest(this.#self), '', '']
  }

  /** Looks whether the server has taken it, and knows the key itself. @throws HandshakeError */
  check(pong: unknown): void {
    const [type, isTaken, reason, host, digest] = Array.isArray(pong) ? pong : []
    if (textOf(type) !== 'PONG') throw new HandshakeError('it does not answer the handshake')
    if (isTaken !== true) throw new HandshakeError(`it refuses the handshake: ${textOf(reason)}`)
    if (textOf(digest) !== this.#digest(textOf(host)))
      throw new HandshakeError('it does not know the shared key itself')
  }

  #digest(host: string): string {
    const hash = createHash('sha512').update(this.#salt).update(host).update(this.#nonce).update(this.#key)
    return hash.digest('hex')
  }
}

/** Strings come as their bytes: some servers send binary as one. */
export const textOf = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString() : String(value ?? '')
