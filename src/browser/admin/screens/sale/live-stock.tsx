import { useTranslation } from 'react-i18next'
import type { LiveView } from '../../../../admin-api/live.ts'
import { stockLevel } from '../../../../live-view/stock-level.ts'
import { hrefOf } from '../../app/route.ts'
import { Badge } from '../../design/badge.tsx'
import { ClampedText } from '../../design/clamped-text.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { Bar } from './bar.tsx'

/** As many are shown; the list of products has all. */
const MOST = 100

export function LiveStock({ sale }: { readonly sale: LiveView }) {
  const { t } = useTranslation()
  const { number, rate } = useFormats()
  return (
    <section className="card stack" aria-label={t('sale.stock')}>
      <h2>{t('sale.stock')}</h2>
      <ul className="sale-list">
        {sale.products.slice(0, MOST).map((product) => (
          <li key={product.id} className="bar-row">
            <div className="row row-apart">
              <ClampedText look="main-link" text={product.name} href={hrefOf(`products/${product.id}`)} />
              {stockLevel(product) === 'soldOut' && <Badge tone="bad">{t('sale.soldOut')}</Badge>}
            </div>
            <Bar
              share={product.initialStock > 0 ? product.stock / product.initialStock : 0}
              look={stockLevel(product)}
            />
            <span className="small soft number">
              {t('sale.stockOf', { left: number(product.stock), all: number(product.initialStock) })}
              {product.soldPerSecond >= 0.1 &&
                ` · ${t('sale.selling', { rate: rate(product.soldPerSecond) })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
