import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../texts/use-formats.ts'

const Chart = lazy(() => import('./throughput-chart.tsx'))

/** Requests per second over the last minute, drawn, and in words for who does not see the drawing. */
export function Throughput({ samples }: { readonly samples: readonly number[] }) {
  const { t } = useTranslation()
  const { rate } = useFormats()
  const text = t('sale.throughputText', {
    now: rate(samples.at(-1) ?? 0),
    most: rate(Math.max(0, ...samples)),
  })
  return (
    <section className="card stack" aria-label={t('sale.throughput')}>
      <h2>{t('sale.throughput')}</h2>
      <div className="chart" role="img" aria-label={text}>
        <Suspense fallback={null}>
          <Chart samples={samples} />
        </Suspense>
      </div>
      <p className="small soft number">{text}</p>
    </section>
  )
}
