import type { Author } from '../changes/record-changes.ts'

/** Who changes an event, and on what that rests. */
export interface ChangeOptions {
  /** Whether the change was made from this revision, the newest: if not, nothing is changed. Default: from whichever. */
  readonly isExpected?: (revision: number) => boolean
  readonly author: Author
}
