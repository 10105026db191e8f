import { useTranslation } from 'react-i18next'
import { useMayChange } from '../../api/session.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { usePause } from './use-pause.ts'

/** Stops the whole sale: asks first. */
export function PauseAll() {
  const { t } = useTranslation()
  const { pause } = usePause()
  if (!useMayChange()) return null
  return (
    <ConfirmButton
      label={t('sale.pauseAll')}
      title={t('sale.pauseAllTitle')}
      text={t('sale.pauseAllText')}
      onConfirm={() => void pause()}
    />
  )
}
