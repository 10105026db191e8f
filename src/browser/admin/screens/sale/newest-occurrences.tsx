import { useTranslation } from 'react-i18next'
import type { LiveView } from '../../../../admin-api/live.ts'
import { hrefOf } from '../../app/route.ts'
import { ShownText } from '../../design/shown-text.tsx'
import { useFormats } from '../../texts/use-formats.ts'

const MOST = 30

/** What happened last, the newest first. */
export function NewestOccurrences({ sale }: { readonly sale: LiveView }) {
  const { t } = useTranslation()
  const { moment } = useFormats()
  return (
    <section className="card stack" aria-label={t('sale.occurrences')}>
      <h2>{t('sale.occurrences')}</h2>
      {sale.occurrences.length === 0 && <p className="soft">{t('sale.noOccurrences')}</p>}
      <ul className="sale-list small">
        {sale.occurrences.slice(0, MOST).map(({ key, occurredAt, eventId, eventName, userId }) => (
          <li key={key} className="sale-occurrence">
            <span className="soft number">{moment(occurredAt)}</span>
            <ShownText text={eventName ?? `#${eventId}`} />
            {userId === null ? (
              <span className="soft">{t('sale.nobody')}</span>
            ) : (
              <a href={hrefOf('requests', { userId: String(userId) })}>{t('sale.user', { user: userId })}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
