/** A key that was pressed: its character, or its name. */
export type Key = { readonly name: 'character'; readonly character: string } | { readonly name: NamedKey }

export type NamedKey =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'tab'
  | 'back-tab'
  | 'enter'
  | 'escape'
  | 'backspace'
