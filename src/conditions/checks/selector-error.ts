/** What a CSS parser says is wrong with a selector; undefined if nothing is. */
export type SelectorError = (selector: string) => string | undefined
