const PAUSE_MS = 40
/** Longer than anything here may take on a machine that does much at once. */
const LIMIT_MS = 40_000

/** Waits until something is so. What throws is not so yet: a page may be on its way to another. */
export async function until(
  what: string | (() => string),
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const endMs = Date.now() + LIMIT_MS
  let error: unknown
  for (;;) {
    try {
      if (await isSo()) return
      error = undefined
    } catch (thrown) {
      error = thrown
    }
    if (Date.now() > endMs) {
      const text = typeof what === 'string' ? what : what()
      throw new Error(`waited ${LIMIT_MS / 1_000} s in vain until: ${text}`, { cause: error })
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
