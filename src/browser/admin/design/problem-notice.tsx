import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'
import { ProblemText } from './problem-text.tsx'

interface Props {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** What went wrong, and a way to try again. */
export function ProblemNotice({ error, onRetry }: Props) {
  const { t } = useTranslation()
  return (
    <Notice tone="bad">
      <ProblemText error={error} />
      {onRetry && (
        <div>
          <Button onPress={onRetry}>{t('common.retry')}</Button>
        </div>
      )}
    </Notice>
  )
}
