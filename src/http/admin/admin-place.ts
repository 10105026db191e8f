/** Where the admin pages are: the only names that they are asked by. */
export class AdminPlace {
  readonly isHttps: boolean
  #hosts: readonly string[]

  /** `origin`: the https one that browsers see; null: this machine alone, by each of its own names. */
  constructor(origin: string | null) {
    this.isHttps = origin !== null
    this.#hosts = origin === null ? [] : [new URL(origin).host]
  }

  /** Tells where it listens, which gives the names of this machine their port. */
  listensOn(url: string): void {
    if (this.isHttps) return
    const { host, port } = new URL(url)
    const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`)
    this.#hosts = [...new Set([host, ...names])]
  }

  isOwnHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.includes(host.toLowerCase())
  }

  isOwnOrigin(origin: string): boolean {
    return this.#hosts.some((host) => origin === `${this.isHttps ? 'https' : 'http'}://${host}`)
  }
}
