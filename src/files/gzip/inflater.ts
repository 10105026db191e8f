import { createInflateRaw, type InflateRaw } from 'node:zlib'

export interface Inflated {
  readonly output: readonly Buffer[]
  /** How many bytes of the input belonged to the compressed data. */
  readonly consumed: number
  /** True once the compressed data has ended; what follows `consumed` is something else. */
  readonly ended: boolean
}

const OUTPUT_CHUNK_BYTES = 64 * 1024

/** Inflates one deflate stream step by step: the caller decides how much goes in, and so bounds what comes out. */
export class Inflater {
  readonly #stream: InflateRaw = createInflateRaw({ chunkSize: OUTPUT_CHUNK_BYTES })
  #output: Buffer[] = []
  #settle: ((ended: boolean, error?: Error) => void) | null = null

  constructor() {
    this.#stream.on('data', (bytes: Buffer) => this.#output.push(bytes))
    this.#stream.on('end', () => this.#settle?.(true))
    this.#stream.on('error', (error) => this.#settle?.(false, error))
  }

  /** @throws the engine's error if the data is damaged; what this step had inflated before the damage is lost then. */
  step(input: Buffer): Promise<Inflated> {
    const before = this.#stream.bytesWritten
    return new Promise((resolve, reject) => {
      this.#settle = (ended, error) => {
        this.#settle = null
        if (error) return reject(error)
        // Emits as `data` what may still wait in the stream.
        while (this.#stream.read() !== null);
        const output = this.#output
        this.#output = []
        resolve({ output, consumed: this.#stream.bytesWritten - before, ended })
      }
      this.#stream.write(input, (error) => {
        if (!error) this.#settle?.(false)
      })
    })
  }

  close(): void {
    this.#stream.destroy()
  }
}
