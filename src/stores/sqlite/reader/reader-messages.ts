/** What the thread is started with. */
export interface ReaderStart {
  readonly path: string
}

/** One statement, with its parameters. */
export interface Asked {
  readonly id: number
  readonly text: string
  readonly parameters: readonly unknown[]
}

/** Its rows, or what SQLite says is wrong. */
export type Replied =
  | { readonly id: number; readonly rows: readonly Readonly<Record<string, unknown>>[] }
  | { readonly id: number; readonly code: string; readonly message: string }
