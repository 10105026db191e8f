import type { Answer } from '../routes/answer.ts'
import { problem } from './problem.ts'

/** 400: one field is not as it must be. `message` completes a sentence that begins with its name. */
export const invalidField = (field: string, message: string): Answer =>
  problem('INVALID_REQUEST', { detail: `${field} ${message}`, errors: [{ field, message }] })
