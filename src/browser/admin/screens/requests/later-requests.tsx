import { useTranslation } from 'react-i18next'
import type { EntryExplanation } from '../../../../admin-api/requests.ts'
import { useFormats } from '../../texts/use-formats.ts'
import { placeText } from '../shared/place-text.ts'
import { useOutcomeName } from '../shared/use-outcome-name.ts'

/** What else the user asked after the first time. */
export function LaterRequests({ requests }: { readonly requests: EntryExplanation['laterRequests'] }) {
  const { t } = useTranslation()
  const { instant } = useFormats()
  const nameOf = useOutcomeName()
  return (
    <section className="card stack">
      <h2>{t('requests.later')}</h2>
      {requests.length === 0 && <p className="soft">{t('requests.noLater')}</p>}
      <ul className="stack">
        {requests.map(({ requestedAt, outcome, rejectReason, position, decided }) => (
          <li key={placeText(position)}>
            {instant(requestedAt)}: {nameOf(outcome)}
            {rejectReason !== null && ` (${nameOf(rejectReason)})`}
            {decided && <strong> {t('requests.decided')}</strong>}
            <div className="small soft">
              <code>{placeText(position)}</code>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
