import { errorTypesOf } from './error-causes.ts'

const TOO_LARGE: readonly string[] = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']

/** True if the topic takes no batch of that size (`max.message.bytes`): nothing of it was written. */
export const isTooLarge = (error: unknown): boolean =>
  errorTypesOf(error).some((type) => TOO_LARGE.includes(type))
