import type { ActivityView } from '../../../../admin-api/shop.ts'
import { Badge, type Tone } from '../../design/badge.tsx'
import { useOutcomeName } from './use-outcome-name.ts'

const TONES: Partial<Record<ActivityView['status'], Tone>> = { ACTIVE: 'good', PAUSED: 'warn' }

export function ActivityStatus({ status }: Pick<ActivityView, 'status'>) {
  const nameOf = useOutcomeName()
  return <Badge tone={TONES[status] ?? 'plain'}>{nameOf(status)}</Badge>
}
