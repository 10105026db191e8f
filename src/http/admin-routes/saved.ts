import type { Problem } from '../../conditions/problem.ts'

/** What became of saving something, as it is shown. Nothing was changed unless it is saved. */
export type Saved<View> =
  | { readonly kind: 'saved'; readonly view: View; readonly tag: string }
  | {
      readonly kind: 'refused'
      readonly errors: readonly Problem[]
      readonly warnings?: readonly Problem[]
    }
  /** Another one has that name, and only one may. */
  | { readonly kind: 'name_taken' }
  /** Somebody else saved it since: how it stands now. */
  | { readonly kind: 'conflict'; readonly theirs: View; readonly tag: string }
  | { readonly kind: 'missing' }
