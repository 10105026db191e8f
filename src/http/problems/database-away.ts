import type { Answer } from '../routes/answer.ts'
import { retryAfter } from '../routes/retry-after.ts'
import { problem } from './problem.ts'

/** 503: what is asked for can't be read. */
export const databaseAway = (): Answer =>
  problem('UNAVAILABLE', { detail: 'the database does not answer', headers: retryAfter() })
