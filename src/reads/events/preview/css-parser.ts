import { createRequire } from 'node:module'

type CssParser = typeof import('css-tree')

const require = createRequire(import.meta.url)
let loaded: CssParser | undefined

/** The CSS parser, loaded with the first selector that is looked at: most commands never do, and it takes a tenth of a second. */
export function cssParser(): CssParser {
  loaded ??= require('css-tree') as CssParser
  return loaded
}
