/** The trigger types that browsers may send; each is recorded, and nothing more becomes of it (CONTRACT §12). */
export const BROWSER_TRIGGERS = [
  'PAGE_VIEW',
  'CLICK',
  'FORM_SUBMIT',
  'SCROLL_DEPTH',
  'ELEMENT_VISIBLE',
  'CUSTOM',
] as const

export type BrowserTrigger = (typeof BROWSER_TRIGGERS)[number]

/** Whether events of this trigger type are looked for by browsers; all others are the business's. */
export const isBrowserTrigger = (triggerType: string): triggerType is BrowserTrigger =>
  (BROWSER_TRIGGERS as readonly string[]).includes(triggerType)
