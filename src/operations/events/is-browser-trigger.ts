import { BROWSER_TRIGGERS } from '../../conditions/browser-triggers.ts'

/** Whether events of this trigger type are looked for by browsers; all others are the business's (CONTRACT §12). */
export const isBrowserTrigger = (triggerType: string): boolean =>
  (BROWSER_TRIGGERS as readonly string[]).includes(triggerType)
