import type { Activity } from '../../api/types.ts'
import { Badge, type Tone } from '../../design/badge.tsx'
import { useOutcomeName } from './use-outcome-name.ts'

const TONES: Partial<Record<Activity['status'], Tone>> = { ACTIVE: 'good', PAUSED: 'warn' }

export function ActivityStatus({ status }: Pick<Activity, 'status'>) {
  const nameOf = useOutcomeName()
  return <Badge tone={TONES[status] ?? 'plain'}>{nameOf(status)}</Badge>
}
