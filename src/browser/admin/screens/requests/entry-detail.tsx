import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EntryExplanation } from '../../../../admin-api/requests.ts'
import { request } from '../../api/request.ts'
import { go, hrefOf } from '../../app/route.ts'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import { Facts } from '../../design/facts.tsx'
import { Loading } from '../../design/loading.tsx'
import { Notice } from '../../design/notice.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { ShownText } from '../../design/shown-text.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { placeText } from '../shared/place-text.ts'
import { useOutcomeName } from '../shared/use-outcome-name.ts'
import { LaterRequests } from './later-requests.tsx'
import { Receipt } from './receipt.tsx'

interface Props {
  readonly activityId: number
  readonly userId: number
}

/** One user's request: what became of it, and why. */
export function EntryDetail({ activityId, userId }: Props) {
  const { t } = useTranslation()
  const { number, instant } = useFormats()
  const nameOf = useOutcomeName()
  const back = hrefOf('requests', { userId: String(userId) })
  useShortcuts({ Escape: () => go(back) })
  const { data, error, refetch } = useQuery({
    queryKey: ['entries', 'explained', activityId, userId],
    queryFn: async ({ signal }) =>
      (await request<EntryExplanation>(`entries/${activityId}/${userId}`, { signal })).value,
  })
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  const { activity, product, outcome, seen, sequence, rejectReason, occurrence } = data
  const why = t(outcome === 'approved' ? 'requests.approvedWhy' : 'requests.rejectedWhy', {
    sequence: sequence ?? 0,
    reason: nameOf(rejectReason ?? ''),
    stock: number(seen.stock),
    approved: number(seen.approved),
  })
  return (
    <>
      <a href={back}>← {t('requests.title')}</a>
      <div className="page-head">
        <h1>
          <ShownText text={t('requests.detail', { user: userId, activity: activity.name })} />
        </h1>
      </div>
      <Notice tone={outcome === 'approved' ? 'good' : 'bad'}>
        <strong>{why}</strong>
      </Notice>
      <section className="card stack">
        <h2>{t('requests.facts')}</h2>
        <Facts
          list={[
            [t('requests.product'), <ShownText key="product" text={`${product.name} (${product.id})`} />],
            [t('requests.quantity'), number(data.quantity)],
            [t('requests.price'), number(data.price)],
            [
              t('requests.sequence'),
              sequence === null ? '–' : t('requests.place', { sequence: number(sequence) }),
            ],
            [t('requests.requestedAt'), instant(data.requestedAt)],
            [t('requests.processedAt'), instant(data.processedAt)],
            [t('requests.position'), <code key="place">{placeText(data.position)}</code>],
            [
              t('requests.occurrence'),
              occurrence
                ? t('requests.occurrenceText', {
                    event: occurrence.eventName ?? occurrence.eventId,
                    at: instant(occurrence.occurredAt),
                  })
                : t('requests.noOccurrence'),
            ],
          ]}
        />
      </section>
      <LaterRequests requests={data.laterRequests} />
      <Receipt receipt={data.receipt} />
    </>
  )
}
