/** Does `work` until it succeeds; `attempt` is 1 at first. After a failure `waitOut` waits, or throws what no retry can cure. */
export async function untilDone<T>(
  work: (attempt: number) => Promise<T>,
  waitOut: (error: unknown, attempt: number) => Promise<void>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt)
    } catch (error) {
      await waitOut(error, attempt)
    }
  }
}
