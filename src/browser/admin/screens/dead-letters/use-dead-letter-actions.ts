import { useTranslation } from 'react-i18next'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { say } from '../../design/toast-store.ts'
import { useProblemText } from '../../texts/use-problem-text.ts'

/** These, or all that wait (of one reason). */
export type Chosen = { readonly ids: readonly number[] } | { readonly all: true; readonly reason?: string }

interface Retried {
  readonly retried: number
  readonly failedAgain: number
  readonly cannotBeRetried: number
  readonly takenByOthers: number
}

/** Retries and discards, and says what became of it. */
export function useDeadLetterActions() {
  const { t } = useTranslation()
  const problemText = useProblemText()
  const act = async (action: () => Promise<string>): Promise<void> => {
    try {
      say(await action())
    } catch (error) {
      say(problemText(error), { tone: 'bad' })
    }
    await queryClient.invalidateQueries({ queryKey: ['dead-letters'] })
  }
  return {
    retry: (body: Chosen) =>
      act(async () => {
        const { value } = await request<Retried>('dead-letters/retry', { method: 'POST', body })
        const { retried, failedAgain: failed, cannotBeRetried: stuck } = value
        return t('deadLetters.retried', { retried, failed, stuck })
      }),
    discard: (body: Chosen) =>
      act(async () => {
        const { value } = await request<{ readonly discarded: number }>('dead-letters/discard', {
          method: 'POST',
          body,
        })
        return t('deadLetters.discarded', { count: value.discarded })
      }),
  }
}
