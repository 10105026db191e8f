import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/use-live.ts'
import { hrefOf } from '../../app/route.ts'
import { Badge } from '../../design/badge.tsx'
import { ButtonLink } from '../../design/button-link.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Loading } from '../../design/loading.tsx'
import { Notice } from '../../design/notice.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { Ledger } from './ledger.tsx'
import { LiveActivities } from './live-activities.tsx'
import { LiveStock } from './live-stock.tsx'
import { NewestOccurrences } from './newest-occurrences.tsx'
import { PauseAll } from './pause-all.tsx'
import { Reasons } from './reasons.tsx'
import { Throughput } from './throughput.tsx'
import './sale.css'

/** What an operator watches: the same numbers as the terminal's dashboard. */
export default function Sale() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { sale, isConnected } = useLive()
  return (
    <>
      <div className="page-head">
        <div className="row">
          <h1>{t('sale.title')}</h1>
          {sale && isConnected && <Badge tone="good">{t('sale.live')}</Badge>}
        </div>
        {sale && sale.activities.length > 0 && <PauseAll />}
      </div>
      {!isConnected && <Notice tone="warn">{t('sale.reconnecting')}</Notice>}
      {sale?.waiting && <Notice tone="warn">{t('sale.waiting', { reason: sale.waiting })}</Notice>}
      {sale && sale.counted !== null && (
        <Notice>{t('sale.counting', { share: formats.percent(sale.counted) })}</Notice>
      )}
      {!sale && isConnected && <Loading />}
      {sale && sale.products.length === 0 && sale.activities.length === 0 && (
        <EmptyState
          title={t('sale.empty')}
          action={<ButtonLink href={hrefOf('products')}>{t('sale.toProducts')}</ButtonLink>}
        >
          {t('sale.emptyHint')}
        </EmptyState>
      )}
      {sale && (
        <>
          <Ledger sale={sale} />
          <div className="sale-grid">
            <div className="stack">
              {sale.activities.length > 0 && <LiveActivities sale={sale} />}
              <Throughput samples={sale.throughput} />
              <Reasons sale={sale} />
            </div>
            <div className="stack">
              {sale.products.length > 0 && <LiveStock sale={sale} />}
              <NewestOccurrences sale={sale} />
            </div>
          </div>
        </>
      )}
    </>
  )
}
