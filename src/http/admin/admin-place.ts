import { originOf } from '../../operations/sites/origin-of.ts'

/** Where the admin pages are: the only names that they are asked by. */
export class AdminPlace {
  readonly isHttps: boolean
  #origins: readonly string[]

  /** `origin`: the https one that browsers see; null: this machine alone, by each of its own names. */
  constructor(origin: string | null) {
    this.isHttps = origin !== null
    this.#origins = origin === null ? [] : [new URL(origin).origin]
  }

  /** Tells where it listens, which gives the names of this machine their port. */
  listensOn(url: string): void {
    if (this.isHttps) return
    const { origin, port } = new URL(url)
    const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => new URL(`http://${name}:${port}`).origin)
    this.#origins = [...new Set([origin, ...names])]
  }

  /** With the scheme's own port, or without it: programs send both. */
  isOwnHost(host: string | undefined): boolean {
    return (
      host !== undefined &&
      !host.includes('/') &&
      this.isOwnOrigin(`${this.isHttps ? 'https' : 'http'}://${host}`)
    )
  }

  isOwnOrigin(text: string): boolean {
    const origin = originOf(text)
    return origin !== null && this.#origins.includes(origin)
  }
}
