/** What happens on a page, and is sent by browsers (CONTRACT §12). */
export const BROWSER_TRIGGERS = [
  'PAGE_VIEW',
  'CLICK',
  'FORM_SUBMIT',
  'SCROLL_DEPTH',
  'ELEMENT_VISIBLE',
  'CUSTOM',
] as const
