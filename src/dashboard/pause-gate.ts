/** Holds back whoever reads messages, between two batches, for as long as the dashboard's user wants. */
export class PauseGate {
  #open: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null
  readonly #listeners: ((isPaused: boolean) => void)[] = []

  get isPaused(): boolean {
    return this.#open !== null
  }

  pause(): void {
    if (this.#open) return
    let resolve = (): void => {}
    const promise = new Promise<void>((settle) => {
      resolve = settle
    })
    this.#open = { promise, resolve }
    for (const listener of this.#listeners) listener(true)
  }

  resume(): void {
    const closed = this.#open
    if (!closed) return
    this.#open = null
    closed.resolve()
    for (const listener of this.#listeners) listener(false)
  }

  toggle(): void {
    if (this.isPaused) this.resume()
    else this.pause()
  }

  /** Hears of every change. */
  onChange(listener: (isPaused: boolean) => void): void {
    this.#listeners.push(listener)
  }

  /** Settles when the gate is open, or as soon as the signal is aborted; it never rejects. */
  async open(signal?: AbortSignal): Promise<void> {
    while (this.#open && !signal?.aborted) {
      let stop = (): void => {}
      const stopped = new Promise<void>((resolve) => {
        stop = resolve
      })
      signal?.addEventListener('abort', stop, { once: true })
      await Promise.race([this.#open.promise, stopped])
      signal?.removeEventListener('abort', stop)
    }
  }
}
