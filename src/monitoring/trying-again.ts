/** `trying again in 1.4 s (retry 3)` */
export const tryingAgain = ({
  delayMs,
  attempt,
}: {
  readonly delayMs: number
  readonly attempt: number
}): string => `trying again in ${Math.max(0.1, delayMs / 1_000).toFixed(1)} s (retry ${attempt})`
