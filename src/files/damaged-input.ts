/**
 * - `gzip`: the compressed data is cut or broken.
 * - `garbage`: the gzip data is whole, but other bytes follow it.
 * - `read`: the operating system could not read on.
 * - `truncated`: the file got shorter while it was read.
 */
export type DamageKind = 'gzip' | 'garbage' | 'read' | 'truncated'

/** The input can't be read beyond a place; whole lines before it are messages (CONTRACT §1, *Files*). */
export class DamagedInput extends Error {
  readonly kind: DamageKind
  /** Byte of the input as it is stored (compressed, for gzip); the first is 0. */
  readonly place: number

  constructor(kind: DamageKind, place: number, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'DamagedInput'
    this.kind = kind
    this.place = place
  }
}
