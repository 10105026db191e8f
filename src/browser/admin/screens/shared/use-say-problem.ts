import { problemOf } from '../../api/api-error.ts'
import { say } from '../../design/toast-store.ts'
import { findingText } from '../../texts/finding-text.ts'
import { useProblemText } from '../../texts/use-problem-text.ts'

/** Tells what went wrong where no form shows it: what is wrong with which field, if that is why. */
export function useSayProblem(): (error: unknown) => void {
  const problemText = useProblemText()
  return (error) => {
    const { text, said } = problemText(error)
    const found = problemOf(error).errors?.map(({ message }) => findingText(message)) ?? []
    if (found.length > 0) say(found.join('; '), { tone: 'bad' })
    else say(text, { tone: 'bad', ...(said !== undefined && { said }) })
  }
}
