import { DamagedInput } from '../damaged-input.ts'

/** Takes bytes from chunks in pieces of any size, and knows how far it came. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #chunk: Buffer = Buffer.alloc(0)
  #index = 0
  #position = 0

  constructor(chunks: AsyncIterator<Buffer>) {
    this.#chunks = chunks
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#position
  }

  /** At least one and at most `max` bytes, or null at the end. */
  async some(max: number): Promise<Buffer | null> {
    while (this.#index === this.#chunk.length) {
      const next = await this.#chunks.next()
      if (next.done) return null
      this.#chunk = next.value
      this.#index = 0
    }
    const bytes = this.#chunk.subarray(this.#index, this.#index + max)
    this.#index += bytes.length
    this.#position += bytes.length
    return bytes
  }

  /** Puts back the last `count` bytes of what `some` returned last. */
  unread(count: number): void {
    this.#index -= count
    this.#position -= count
  }

  /** @throws DamagedInput at the end: the caller is inside something that has not ended. */
  async byte(): Promise<number> {
    const bytes = await this.some(1)
    if (bytes === null) throw new DamagedInput('gzip', this.#position, 'the gzip data is cut off')
    return bytes[0]!
  }

  /** A little-endian unsigned integer of `size` bytes (at most 4). */
  async integer(size: number): Promise<number> {
    let value = 0
    for (let i = 0; i < size; i++) value += (await this.byte()) * 2 ** (8 * i)
    return value
  }
}
