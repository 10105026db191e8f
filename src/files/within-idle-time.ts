/** How long messages that arrived through a pipe wait for more, ms: not longer than a person notices. */
const IDLE_MS = 100

/** True if the promise settles before the idle time is over. */
export async function withinIdleTime(arriving: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const idle = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, IDLE_MS, false)
  })
  try {
    return await Promise.race([arriving.then(() => true), idle])
  } finally {
    clearTimeout(timer)
  }
}
