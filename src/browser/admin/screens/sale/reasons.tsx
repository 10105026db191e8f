import { useTranslation } from 'react-i18next'
import type { LiveView } from '../../../../admin-api/live.ts'
import { useFormats } from '../../texts/use-formats.ts'
import { useOutcomeName } from '../shared/use-outcome-name.ts'
import { Bar } from './bar.tsx'

/** Why requests were rejected or kept aside, the most frequent first. */
export function Reasons({ sale }: { readonly sale: LiveView }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const nameOf = useOutcomeName()
  const counts = Object.entries({ ...sale.rejectedByReason, ...sale.deadLetterByReason })
  const rows = counts.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a)
  const most = rows[0]?.[1] ?? 1
  return (
    <section className="card stack" aria-label={t('sale.reasons')}>
      <h2>{t('sale.reasons')}</h2>
      {rows.length === 0 && <p className="soft">{t('sale.noReasons')}</p>}
      <ul className="stack">
        {rows.map(([reason, count]) => (
          <li key={reason} className="bar-row">
            <div className="row row-apart">
              <span>{nameOf(reason)}</span>
              <span className="number">{number(count)}</span>
            </div>
            <Bar share={count / most} />
          </li>
        ))}
      </ul>
    </section>
  )
}
