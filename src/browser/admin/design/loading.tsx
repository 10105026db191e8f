import { useTranslation } from 'react-i18next'
import './loading.css'

/** Seen only where it takes longer than a moment. */
export function Loading() {
  const { t } = useTranslation()
  return (
    <p className="loading" role="status">
      {t('common.loading')}
    </p>
  )
}
