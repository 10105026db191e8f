import type { texts } from './en/texts.ts'

/** Every text of the page, by where it stands. English is the model; a language that lacks one is a type error. */
export type Texts = typeof texts
