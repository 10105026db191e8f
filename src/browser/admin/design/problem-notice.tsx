import { useTranslation } from 'react-i18next'
import { useProblemText } from '../texts/use-problem-text.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

interface Props {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What went wrong, and a way to try again. */
export function ProblemNotice({ error, onRetry }: Props) {
  const { t } = useTranslation()
  const problemText = useProblemText()
  return (
    <Notice tone="bad">
      <p>{problemText(error)}</p>
      {onRetry && (
        <div>
          <Button onPress={onRetry}>{t('common.retry')}</Button>
        </div>
      )}
    </Notice>
  )
}
