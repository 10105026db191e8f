import { useTranslation } from 'react-i18next'
import type { EventView } from '../../../../admin-api/events.ts'
import { Badge } from '../../design/badge.tsx'

/** Whether pages look for it now: switched on, and within its dates. */
export function EventStatus({
  event,
}: {
  readonly event: Pick<EventView, 'status' | 'startsAt' | 'endsAt'>
}) {
  const { t } = useTranslation()
  const { status, startsAt, endsAt } = event
  const now = Date.now()
  if (status === 'INACTIVE') return <Badge>{t('events.statuses.INACTIVE')}</Badge>
  if (startsAt !== null && Date.parse(startsAt) > now)
    return <Badge tone="warn">{t('events.statuses.scheduled')}</Badge>
  if (endsAt !== null && Date.parse(endsAt) < now)
    return <Badge tone="warn">{t('events.statuses.over')}</Badge>
  return <Badge tone="good">{t('events.statuses.ACTIVE')}</Badge>
}
