import { hash } from 'node:crypto'

const MODULUS = 1n << 256n

/**
 * A fingerprint of lines in any order, each as often as it occurs: the sum of their SHA-256 modulo 2^256. It takes the same
 * memory for any number of lines. It finds mistakes; it is not meant to withstand someone who searches for a collision.
 */
export class MultisetHash {
  #sum = 0n
  #count = 0

  get count(): number {
    return this.#count
  }

  /** `line` without its line feed, which is hashed with it. */
  add(line: string): void {
    this.#sum += BigInt(`0x${hash('sha256', `${line}\n`, 'hex')}`)
    this.#count += 1
  }

  /** 64 hexadecimal digits. */
  hex(): string {
    return (this.#sum % MODULUS).toString(16).padStart(64, '0')
  }
}
