import { useTranslation } from 'react-i18next'
import type { ActivitiesChanged } from '../../../../admin-api/shop.ts'
import { useChoices } from '../../api/lists.ts'
import { refresh } from '../../api/one.ts'
import { request } from '../../api/request.ts'
import { say } from '../../design/toast-store.ts'
import { useFormats } from '../../texts/use-formats.ts'
import { useProblemText } from '../../texts/use-problem-text.ts'

interface Pause {
  /** These activities, or without ids all that are on. */
  readonly pause: (ids?: readonly number[]) => Promise<void>
  readonly resume: (ids: readonly number[]) => Promise<void>
}

/** Pauses activities and lets them go on, and says which; each can be taken back. */
export function usePause(): Pause {
  const { t } = useTranslation()
  const { list } = useFormats()
  const problemText = useProblemText()
  const known = new Map(useChoices('activities').map(({ id, name }) => [id, name]))

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
      const names = list(changed.map((id) => `“${known.get(id) ?? id}”`))
      const back = action === 'pause' ? 'resume' : 'pause'
      say(t(action === 'pause' ? 'sale.paused' : 'sale.resumed', { names }), {
        undo: () => void set(back, changed),
      })
    } catch (error) {
      say(problemText(error), { tone: 'bad' })
    }
  }
  return { pause: (ids) => set('pause', ids), resume: (ids) => set('resume', ids) }
}
