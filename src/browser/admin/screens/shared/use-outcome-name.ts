import { useTranslation } from 'react-i18next'

/** What people call an outcome, a reason or a state; one that is new is called as it is. */
export function useOutcomeName(): (code: string) => string {
  const { t, i18n } = useTranslation()
  return (code) => (i18n.exists(`outcomes.${code}`) ? t(`outcomes.${code}` as 'outcomes.read') : code)
}
