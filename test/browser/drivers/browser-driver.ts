export type Engine = 'chromium' | 'firefox' | 'webkit'

/** A tab. Everything that it does to a page is done as a visitor would: real presses and keys, not synthetic events. */
export interface BrowserPage {
  /** Opens an address and waits until the page is loaded. */
  open(url: string): Promise<void>
  /** The value of a JavaScript expression in the page (a promise is awaited), as far as it is JSON. */
  read<T>(expression: string): Promise<T>
  /** A press of the mouse at a place of the viewport, in CSS pixels. */
  pressAt(x: number, y: number, button: 'left' | 'middle'): Promise<void>
  /** A key that goes down and up again: where the focus is. */
  key(key: 'Enter' | 'Space'): Promise<void>
  type(text: string): Promise<void>
  /** A PNG of what is visible. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}

/** A browser that runs: one start for all cases, with one profile, so its tabs share storage. */
export interface BrowserDriver {
  readonly engine: Engine
  readonly version: string
  newPage(): Promise<BrowserPage>
  /** Opens a page in another browser of the kind, which nobody is attached to; returns what ends that. */
  openUnattended?(url: string): Promise<() => Promise<void>>
  close(): Promise<void>
}
