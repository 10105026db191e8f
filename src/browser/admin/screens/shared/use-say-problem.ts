import { say } from '../../design/toast-store.ts'
import { useWhatIsWrong } from './use-what-is-wrong.ts'

/** Tells what went wrong in a message of the page. */
export function useSayProblem(): (error: unknown) => void {
  const whatIsWrong = useWhatIsWrong()
  return (error) => {
    const { text, said } = whatIsWrong(error)
    say(text, { tone: 'bad', ...(said !== undefined && { said }) })
  }
}
