import { useTranslation } from 'react-i18next'
import type { DeadLetterView } from '../../../../admin-api/dead-letters.ts'
import { Badge } from '../../design/badge.tsx'

export function DeadLetterStatus({ status }: Pick<DeadLetterView, 'status'>) {
  const { t } = useTranslation()
  return <Badge tone={status === 'PENDING' ? 'warn' : 'plain'}>{t(`deadLetters.statuses.${status}`)}</Badge>
}
