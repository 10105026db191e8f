import { useTranslation } from 'react-i18next'
import type { LiveView } from '../../../../admin-api/live.ts'
import { readOf } from '../../../../live-view/outcome-counts.ts'
import { Tiles } from '../../design/tiles.tsx'
import { useFormats } from '../../texts/use-formats.ts'

const OUTCOMES = ['approved', 'rejected', 'duplicate', 'recorded', 'deadLetter'] as const

/** What became of all requests; the sum of the outcomes is what was read. */
export function Ledger({ sale }: { readonly sale: LiveView }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const { outcomes } = sale
  const read = readOf(outcomes)
  return (
    <section className="card stack" aria-label={t('sale.ledger')}>
      <Tiles
        list={[
          [t('outcomes.read'), number(read)],
          ...OUTCOMES.map((outcome) => [t(`outcomes.${outcome}`), number(outcomes[outcome])] as const),
        ]}
      />
      <p className="small soft">
        {t('sale.balanced', {
          sum: OUTCOMES.map((outcome) => number(outcomes[outcome])).join(' + '),
          read: number(read),
        })}
      </p>
    </section>
  )
}
