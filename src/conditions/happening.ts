import type { BrowserTrigger } from './browser-triggers.ts'

/** What a page saw, before it is known whether any event is about it. Sent to the server with the same fields. */
export interface Happening {
  readonly triggerType: BrowserTrigger
  readonly page: {
    readonly url: string
    readonly title?: string
    readonly referrer?: string
  }
  /** Of `CLICK`, `FORM_SUBMIT` and `ELEMENT_VISIBLE`. */
  readonly element?: {
    readonly tag?: string
    readonly id?: string
    readonly text?: string
    readonly href?: string
    /** Only those that a definition tests, under the name that it tests. */
    readonly attributes?: Readonly<Record<string, string>>
    /** Those of the definitions' selectors that match an element on the composed path, as the definitions have them. */
    readonly selectors?: readonly string[]
  }
  /** Of `SCROLL_DEPTH`: how much of the page has been seen, 0 … 100. */
  readonly scroll?: { readonly percent: number }
  /** Of `CUSTOM`: what `axon.track` was called with. */
  readonly name?: string
  readonly properties?: Readonly<Record<string, unknown>>
}
