import { useTranslation } from 'react-i18next'
import type { ActivitiesChanged } from '../../../../admin-api/shop.ts'
import { useChoices } from '../../api/lists.ts'
import { refresh } from '../../api/one.ts'
import { request } from '../../api/request.ts'
import { say } from '../../design/toast-store.ts'
import { useFormats } from '../../texts/use-formats.ts'
import { useSayProblem } from '../shared/use-say-problem.ts'

/** So many are told by their names; of a whole shop only how many there are. */
const MOST_NAMED = 3

interface Pause {
  /** These activities, or without ids all that are on. */
  readonly pause: (ids?: readonly number[]) => Promise<void>
  readonly resume: (ids: readonly number[]) => Promise<void>
}

/** Pauses activities and lets them go on, and says which; each can be taken back. */
export function usePause(): Pause {
  const { t } = useTranslation()
  const { list } = useFormats()
  const sayProblem = useSayProblem()
  const known = new Map(useChoices('activities').items.map(({ id, name }) => [id, name]))

  const set = async (action: 'pause' | 'resume', ids: readonly number[] | undefined): Promise<void> => {
    try {
      const body = ids === undefined ? {} : { ids }
      const { value } = await request<ActivitiesChanged>(`activities/${action}`, {
        method: 'POST',
        body,
      })
      refresh('activities')
      const changed = value.activities
      if (changed.length === 0) return say(t('sale.nonePaused'))
      const named = changed.slice(0, MOST_NAMED).map((id) => `“${known.get(id) ?? id}”`)
      const others = changed.length - named.length
      const names = list(others > 0 ? [...named, t('sale.others', { count: others })] : named)
      const back = action === 'pause' ? 'resume' : 'pause'
      say(t(action === 'pause' ? 'sale.paused' : 'sale.resumed', { names }), {
        undo: () => void set(back, changed),
      })
    } catch (error) {
      sayProblem(error)
    }
  }
  return { pause: (ids) => set('pause', ids), resume: (ids) => set('resume', ids) }
}
