import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/api-error.ts'

/** What went wrong, as a sentence in the user's language; with what the service adds, where it says more. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return (error) => {
    const { code, title, detail } = problemOf(error)
    const known = i18n.exists(`problems.${code}`) ? t(`problems.${code}` as 'problems.FORBIDDEN') : undefined
    return known ?? detail ?? title
  }
}
