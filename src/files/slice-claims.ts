import type { Claim, SourcePosition } from '../pipeline/source-slice.ts'

type Advance = Extract<Claim, { kind: 'advance' }>

/**
 * What the slices of one pass over a file claim, one after the other (CONTRACT §4, *Replaying a file again*). While lines below
 * the stored position are read again the position stays, fingerprint included: an interrupted second reading leaves what the
 * first had left, and nothing unread is ever skipped.
 */
export class SliceClaims {
  #from: SourcePosition | null

  constructor(stored: SourcePosition | null) {
    this.#from = stored
  }

  /** The claim of a slice that ends below `nextOffset`; the fingerprint is asked for only if the position moves. */
  advance(nextOffset: number, fingerprint: () => string): Advance {
    const from = this.#from
    if (from !== null && nextOffset < from.nextOffset) return { kind: 'advance', from, to: from }
    this.#from = { nextOffset, fingerprint: fingerprint() }
    return { kind: 'advance', from, to: this.#from }
  }

  /** At the file's end: the claim that gives up a position stored beyond it, or null if there is none. */
  giveUp(nextOffset: number, fingerprint: () => string): Advance | null {
    const from = this.#from
    if (from === null || from.nextOffset <= nextOffset) return null
    this.#from = { nextOffset, fingerprint: fingerprint() }
    return { kind: 'advance', from, to: this.#from }
  }
}
