import { consent, respect } from './settings.ts'

/** What the visitor has decided, or what holds until he does: `required` is not `granted`. */
let decision = consent || 'granted'

/** Whether anything may be seen, stored and sent at the moment. */
export let isRunning = false

/** Starts unless the visitor is against it (CONTRACT §14), or stops; empty: for good. Global Privacy Control says so too, where it is respected. */
export const run = (next = decision): void => {
  // What has ended stays so.
  decision &&= next
  isRunning =
    decision === 'granted' &&
    !(respect && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)
}
