import { useTranslation } from 'react-i18next'
import { readOf } from '../../../../live-view/outcome-counts.ts'
import type { LiveSale } from '../../api/use-live.ts'
import { useFormats } from '../../texts/use-formats.ts'

const OUTCOMES = ['approved', 'rejected', 'duplicate', 'recorded', 'deadLetter'] as const

/** What became of all requests; the sum of the outcomes is what was read. */
export function Ledger({ sale }: { readonly sale: LiveSale }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { outcomes } = sale
  const read = readOf(outcomes)
  return (
    <section className="card stack" aria-label={t('sale.ledger')}>
      <dl className="tiles">
        <Tile name={t('outcomes.read')} value={number(read)} />
        {OUTCOMES.map((outcome) => (
          <Tile key={outcome} name={t(`outcomes.${outcome}`)} value={number(outcomes[outcome])} />
        ))}
      </dl>
      <p className="small soft">
        {t('sale.balanced', {
          sum: OUTCOMES.map((outcome) => number(outcomes[outcome])).join(' + '),
          read: number(read),
        })}
      </p>
    </section>
  )
}

const Tile = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div className="tile">
    <dt className="small soft">{name}</dt>
    <dd>{value}</dd>
  </div>
)
