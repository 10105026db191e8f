import { useTranslation } from 'react-i18next'
import { useMayChange } from '../../api/session.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { useDeadLetterActions } from './use-dead-letter-actions.ts'

export function RetryAll({ reason }: { readonly reason: string | undefined }) {
  const { t } = useTranslation()
  const { retry } = useDeadLetterActions()
  if (!useMayChange()) return null
  return (
    <ConfirmButton
      kind="primary"
      label={t('deadLetters.retryAll')}
      title={t('deadLetters.retryAllTitle')}
      text={t('deadLetters.retryAllText')}
      onConfirm={() => void retry({ all: true, ...(reason === undefined ? {} : { reason }) })}
    />
  )
}
