/** What became of something that is to be there. */
export type SetUpState = 'created' | 'updated' | 'unchanged'

/** `unsupported`: nothing in that server deletes old indices. */
export type RetentionState = SetUpState | 'unsupported'
