import { useTranslation } from 'react-i18next'
import { isKnownTrigger } from './triggers.ts'

/** `PAGE_VIEW` is “A page is opened”; a trigger of the shop's own is called as it is. */
export function useTriggerName(): (trigger: string) => string {
  const { t } = useTranslation()
  return (trigger) => (isKnownTrigger(trigger) ? t(`events.triggers.${trigger}`) : trigger)
}
