/** Which of a row of things fails first, and how. */
export interface Refused {
  readonly index: number
  readonly error: Error
}

/**
 * Finds by halving the first of `count` things that makes its prefix fail; null if all of them go through after all.
 * `tryPrefix(n)` tries the first n, without lasting effect, and answers with the error if they fail.
 */
export async function firstRefused(
  count: number,
  tryPrefix: (length: number) => Promise<Error | null>,
): Promise<Refused | null> {
  let error = await tryPrefix(count)
  if (!error) return null
  let passing = 0
  let failing = count
  while (failing - passing > 1) {
    const middle = Math.floor((passing + failing) / 2)
    const refusal = await tryPrefix(middle)
    if (refusal) {
      error = refusal
      failing = middle
    } else passing = middle
  }
  return { index: failing - 1, error }
}
