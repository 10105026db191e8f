/** What happens while buffered documents are shipped, for metrics, log and summary. */
export type ForwardEvent =
  /** The sink has them. */
  | { readonly type: 'shipped'; readonly documents: number }
  /** They are kept aside: the first reason, in words. */
  | { readonly type: 'refused'; readonly documents: number; readonly reason: string }
  /** The sink did not take all: the rest is tried again after `delayMs`, for ever. */
  | {
      readonly type: 'sink-away'
      readonly problem: string
      /** 1 for the first since it took something. */
      readonly attempt: number
      readonly delayMs: number
    }
  | { readonly type: 'sink-back' }
  /** What is read, or kept aside, can't be at the moment: the same is tried again. */
  | {
      readonly type: 'source-away'
      readonly problem: string
      readonly attempt: number
      readonly delayMs: number
    }
  /** Something that an operator may have to explain later. */
  | {
      readonly type: 'noticed'
      readonly level: 'info' | 'warn'
      readonly what: string
      readonly text: string
    }

export type ForwardListener = (event: ForwardEvent) => void
