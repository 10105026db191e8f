import type { FieldProblem } from '../../api/api-error.ts'

/** Somebody else saved it meanwhile: what they made of it, and its tag. */
export interface Conflict<Form> {
  readonly theirs: Form
  readonly etag: string
}

/** One thing that is being written: what its form shows and does. */
export interface Editor<Form, Stored = unknown> {
  readonly form: Form
  /** What the form held before anything was changed in it. */
  readonly base: Form
  /** Undefined while it is loaded, and of something new. */
  readonly stored: Stored | undefined
  readonly isNew: boolean
  readonly isChanged: boolean
  readonly isLoading: boolean
  readonly isSaving: boolean
  readonly loadError: unknown
  readonly etag: string
  readonly errors: readonly FieldProblem[]
  readonly warnings: readonly FieldProblem[]
  /** Why it could not be saved. */
  readonly failure: unknown
  readonly conflict: Conflict<Form> | undefined
  readonly change: (patch: Partial<Form>) => void
  /** Whether it is saved. */
  readonly save: () => Promise<boolean>
  readonly discard: () => void
  /** Of a conflict: mine stays, and saving it again takes the place of theirs. */
  readonly keepMine: () => void
  readonly takeTheirs: () => void
  readonly laterConflict: () => void
}
