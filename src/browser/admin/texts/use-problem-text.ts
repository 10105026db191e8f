import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/api-error.ts'

export interface ProblemText {
  /** A sentence in the user's language. */
  readonly text: string
  /** As the service says it: what this page has no words of its own for. */
  readonly said?: string
}

/** What went wrong, for whoever reads the page. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t, i18n } = useTranslation()
  return (error) => {
    const { code, title, detail } = problemOf(error)
    if (i18n.exists(`problems.${code}`)) return { text: t(`problems.${code}` as 'problems.FORBIDDEN') }
    return { text: t('problems.OTHER'), said: detail ?? title }
  }
}
