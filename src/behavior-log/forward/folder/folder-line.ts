import type { ForwardLine } from '../forward-line.ts'

/** A line of a file. */
export interface FolderLine extends ForwardLine {
  /** The name of the file in its folder. */
  readonly file: string
  /** Where the line begins, byte. */
  readonly at: number
}
