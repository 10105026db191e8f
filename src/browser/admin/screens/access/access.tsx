import { useTranslation } from 'react-i18next'
import { Keys } from './keys.tsx'
import { Sites } from './sites.tsx'

/** Who may ask, and from where. */
export default function Access() {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('access.title')}</h1>
      <Keys />
      <Sites />
    </>
  )
}
