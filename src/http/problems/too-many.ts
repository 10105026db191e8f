import type { Answer } from '../routes/answer.ts'
import { problem } from './problem.ts'

/** 429: whoever asks has asked too often, and may again in so many ms. */
export function tooMany(waitMs: number): Answer {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return problem('TOO_MANY_REQUESTS', {
    detail: `ask again in ${seconds} s`,
    headers: { 'retry-after': String(seconds) },
  })
}
