/**
 * What statements that were sent one behind the other answer. Unlike `Promise.all` it ends when all of them have: what follows, a ROLLBACK
 * say, then follows them too.
 * @throws what the first of them in the list threw
 */
export async function allEnded<T extends readonly unknown[]>(
  promises: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const ended = await Promise.allSettled(promises)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  }) as unknown as T
}
