/** What somebody did on a page of the shop, as one of its events describes it. Instants are epoch ms. */
export interface Behavior {
  /** `b:<site>:<uuid>` */
  readonly id: string
  /** What the definition said at the revision that the browser knew. */
  readonly event: {
    readonly id: number
    readonly name: string
    readonly revision: number
    readonly triggerType: string
  }
  /** The name of the site. */
  readonly site: string
  /** By a token that was checked; null: nobody has logged in. */
  readonly userId: number | null
  readonly anonymousId: string | null
  readonly sessionId: string | null
  /** As sent, unless the clock of the browser can't be believed: then when it was received. */
  readonly occurredAt: number
  /** As sent, where that is not what `occurredAt` says. */
  readonly sentOccurredAt: number | null
  readonly receivedAt: number
  /** URLs are absolute, and hold nothing that may not be kept. */
  readonly page: {
    readonly url: string
    readonly title: string | undefined
    readonly referrer: string | undefined
    readonly viewId: string | undefined
  }
  readonly element:
    | {
        readonly tag: string | undefined
        readonly id: string | undefined
        readonly text: string | undefined
        readonly href: string | undefined
        readonly attributes: Readonly<Record<string, string>> | undefined
        readonly selectors: readonly string[] | undefined
      }
    | undefined
  readonly scroll: { readonly percent: number | string } | undefined
  readonly name: string | undefined
  readonly properties: object | undefined
  /** Whether the numbers of `scroll` and `properties` are texts, as `parseExactly` makes them: a double would not hold their value. */
  readonly hasMarkedNumbers: boolean
  /** The address of the browser, cut to its network. */
  readonly network: string
  readonly userAgent: string | null
}
