import { useProblemText } from '../texts/use-problem-text.ts'

/** What went wrong; what the page has no words for stands below as the service says it. */
export function ProblemText({ error }: { readonly error: unknown }) {
  const { text, said } = useProblemText()(error)
  return (
    <>
      <p>{text}</p>
      {said !== undefined && (
        <p className="small soft" lang="en">
          {said}
        </p>
      )}
    </>
  )
}
