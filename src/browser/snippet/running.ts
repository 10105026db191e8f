import { consent, respect } from './settings.ts'

/** What the visitor has decided, or what holds until he does. */
let decision = consent === 'required' ? 'denied' : 'granted'

/** Whether anything may be seen, stored and sent at the moment. */
export let isRunning = false

/** Stops, or starts unless the visitor is against it (CONTRACT §14): Global Privacy Control says so too, where it is respected. */
export function run(next?: string): void {
  decision = next ?? decision
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean }
  isRunning = decision === 'granted' && !(respect === 'gpc' && globalPrivacyControl)
}
