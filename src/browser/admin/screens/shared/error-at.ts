import type { FieldProblem } from '../../api/api-error.ts'
import { findingText } from '../../texts/finding-text.ts'

/** What is wrong with a field; undefined if nothing is. */
export function errorAt(problems: readonly FieldProblem[], field: string): string | undefined {
  const found = problems
    .filter((problem) => problem.field === field)
    .map(({ message }) => findingText(message))
  return found.length === 0 ? undefined : found.join('; ')
}

/** Problems of fields that the form does not show one by one. */
export const otherProblems = (
  problems: readonly FieldProblem[],
  isShown: (field: string) => boolean,
): readonly FieldProblem[] => problems.filter(({ field }) => !isShown(field))
