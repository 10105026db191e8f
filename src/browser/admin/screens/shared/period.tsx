import { useTranslation } from 'react-i18next'
import { useFormats } from '../../texts/use-formats.ts'

interface Props {
  readonly from: string | null
  readonly until: string | null
}

/** From when until when; either may be open. */
export function Period({ from, until }: Props) {
  const { t } = useTranslation()
  const { instant } = useFormats()
  if (from === null && until === null) return <span className="small soft">{t('common.open')}</span>
  return (
    <span className="small">
      <span className="whole">{from === null ? '' : instant(from)} –</span>{' '}
      <span className="whole">{until === null ? '' : instant(until)}</span>
    </span>
  )
}
