import { useTranslation } from 'react-i18next'
import { Keys } from './keys.tsx'
import { Sites } from './sites.tsx'

/** Who may ask, and from where. */
export default function Access() {
  const { t } = useTranslation()
  return (
    <>
      <div className="page-head">
        <h1>{t('access.title')}</h1>
      </div>
      <Keys />
      <Sites />
    </>
  )
}
