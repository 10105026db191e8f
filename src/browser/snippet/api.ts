/** Why an item was refused, and that it was: `NOT_MATCHED`, `UNKNOWN_EVENT`, `INACTIVE_EVENT`, `BUSINESS_TRIGGER`, `INVALID`. */
export interface AxonAnswer {
  readonly messageId: string
  readonly outcome: 'accepted' | 'duplicate' | 'refused'
  readonly reason?: string
}

/** What was detected for one definition, as it is sent. */
export interface AxonItem {
  readonly messageId: string
  readonly eventId: number
  readonly revision: number
  /** ISO 8601. */
  readonly occurredAt: string
  readonly page: {
    readonly url: string
    readonly title: string
    readonly referrer: string
    readonly viewId: string
  }
  readonly element?: {
    readonly tag: string
    readonly id?: string
    readonly text?: string
    readonly href?: string
    readonly attributes: Readonly<Record<string, string>>
    readonly selectors: readonly string[]
  }
  readonly scroll?: { readonly percent: number }
  readonly name?: string
  readonly properties?: Readonly<Record<string, unknown>>
}

/** What `window.axon` is once `axon.js` has started. None of it throws; calls from before the start are kept by the stub. */
export interface Axon {
  /**
   * From now on what happens is that of the user of this token (a JWT of the shop's login), and so is what waits for one. It is kept in
   * memory only.
   */
  identify(token: string): void
  /** The user has logged out: what waits is sent as the user's, and what comes is somebody else's. */
  reset(): void
  /** A happening of the page's own: matched against the definitions of the trigger `CUSTOM`. */
  track(name: string, properties?: Readonly<Record<string, unknown>>): void
  /** What the visitor decided. `denied`: nothing is stored or sent, and what waited is dropped. */
  consent(decision: 'granted' | 'denied'): void
  /** Sends what waits, at once. */
  flush(): void
  /**
   * Calls back with each item that a definition matched, and again with the server's answer once it is there (what is sent while the
   * page goes has it on the next page), until what it returned is called.
   */
  onMatch(listener: (item: AxonItem, answer?: AxonAnswer) => void): () => void
  /** Ends everything, for good: nothing is detected or sent any more. What waits stays stored for the next page. */
  destroy(): void
  /** With `axon-buy.js`. Asks for a piece, again until there is a decision; asking twice never buys twice. */
  enter?(activityId: number | string, options?: AxonEnterOptions): Promise<AxonDecision>
  /** With `axon-debug.js`. What the definition made of what happened on this page, newest last. */
  explain?(eventId: number): readonly AxonExplanation[]
}

export interface AxonEnterOptions {
  /** Default: 1. */
  readonly quantity?: number
  readonly productId?: number | string
  /** Default: the token of `identify`. */
  readonly token?: string
  /** Stops asking; what was asked for already may be decided all the same. */
  readonly signal?: AbortSignal
}

/** The entry that stands, or why there is none; `code` and `detail` where the request was refused. */
export interface AxonDecision {
  readonly outcome: 'approved' | 'duplicate' | 'rejected' | 'refused'
  /** The HTTP status. */
  readonly status: number
  readonly sequence?: number | null
  readonly reason?: string | null
  readonly receipt?: string
  readonly code?: string
  readonly detail?: string
  readonly [field: string]: unknown
}

/** Which tests of a definition passed, on which values. */
export interface AxonExplanation {
  readonly occurredAt: string
  readonly url: string
  readonly matched: boolean
  readonly why: readonly { readonly test: object; readonly value: unknown; readonly passed: boolean }[]
}

declare global {
  interface Window {
    axon: Axon
  }
}
