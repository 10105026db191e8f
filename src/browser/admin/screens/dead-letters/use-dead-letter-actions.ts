import { useTranslation } from 'react-i18next'
import type { DiscardedView, RetriedView, WantedDeadLetters } from '../../../../admin-api/dead-letters.ts'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { say } from '../../design/toast-store.ts'
import { useSayProblem } from '../shared/use-say-problem.ts'

/** Retries and discards, and says what became of it. */
export function useDeadLetterActions() {
  const { t } = useTranslation()
  const sayProblem = useSayProblem()
  const act = async (action: () => Promise<string>): Promise<void> => {
    try {
      say(await action())
    } catch (error) {
      sayProblem(error)
    }
    await queryClient.invalidateQueries({ queryKey: ['dead-letters'] })
  }
  return {
    retry: (body: WantedDeadLetters) =>
      act(async () => {
        const { value } = await request<RetriedView>('dead-letters/retry', { method: 'POST', body })
        const { retried, failedAgain: failed, cannotBeRetried: stuck } = value
        return t('deadLetters.retried', { retried, failed, stuck })
      }),
    discard: (body: WantedDeadLetters) =>
      act(async () => {
        const { value } = await request<DiscardedView>('dead-letters/discard', {
          method: 'POST',
          body,
        })
        return t('deadLetters.discarded', { count: value.discarded })
      }),
  }
}
