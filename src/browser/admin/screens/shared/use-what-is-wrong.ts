import { problemOf } from '../../api/api-error.ts'
import { findingText } from '../../texts/finding-text.ts'
import { type ProblemText, useProblemText } from '../../texts/use-problem-text.ts'

/** What went wrong, where no form shows it field by field: what is wrong with the fields, if that is why. */
export function useWhatIsWrong(): (error: unknown) => ProblemText {
  const problemText = useProblemText()
  return (error) => {
    const found = problemOf(error).errors?.map(({ message }) => findingText(message)) ?? []
    return found.length > 0 ? { text: found.join('; ') } : problemText(error)
  }
}
