const DEFAULT_MS = 2_000
const MOST_SECONDS = 10

/** How long a client wants to wait for a decision (`Prefer: wait=S`, RFC 7240 §4.3), ms: at most 10 s; 2 s if it does not say. */
export function preferredWaitMs(prefer: string | readonly string[] | undefined): number {
  const seconds = /(?:^|[\s,;])wait=(\d{1,4})(?=$|[\s,;])/i.exec([prefer].flat().join(','))?.[1]
  return seconds === undefined ? DEFAULT_MS : Math.min(MOST_SECONDS, Number(seconds)) * 1_000
}
