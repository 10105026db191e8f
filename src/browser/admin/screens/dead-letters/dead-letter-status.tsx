import { useTranslation } from 'react-i18next'
import type { DeadLetter } from '../../api/types.ts'
import { Badge } from '../../design/badge.tsx'

export function DeadLetterStatus({ status }: Pick<DeadLetter, 'status'>) {
  const { t } = useTranslation()
  return <Badge tone={status === 'PENDING' ? 'warn' : 'plain'}>{t(`deadLetters.statuses.${status}`)}</Badge>
}
