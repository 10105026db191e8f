import { LONGEST_MS } from './sessions.ts'

/** The cookie that holds a session's token: no script reads it, no other site's page sends it (CONTRACT §16). */
export class SessionCookie {
  readonly #name: string
  readonly #attributes: string

  /** Over https no other host, and no page without https, can set one of that name. */
  constructor(isHttps: boolean) {
    this.#name = isHttps ? '__Host-axon_admin' : 'axon_admin'
    this.#attributes = `HttpOnly; SameSite=Strict; Path=/${isHttps ? '; Secure' : ''}`
  }

  /** For `Set-Cookie`. */
  holding(token: string): string {
    return `${this.#name}=${token}; Max-Age=${LONGEST_MS / 1_000}; ${this.#attributes}`
  }

  /** For `Set-Cookie`: takes it away. */
  get gone(): string {
    return `${this.#name}=; Max-Age=0; ${this.#attributes}`
  }

  /** The token in a `Cookie` header; null if there is none. */
  tokenIn(header: string | undefined): string | null {
    for (const part of (header ?? '').split(';')) {
      const [name, value] = part.trim().split('=', 2)
      if (name === this.#name && value) return value
    }
    return null
  }
}
