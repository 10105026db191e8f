import type { CssNode } from 'css-tree'
import { cssParser } from '../../reads/events/preview/css-parser.ts'

/** Of jQuery: no browser knows them. */
const NOT_OF_CSS = new Set(
  'animated button checkbox contains eq even file first gt has-text header hidden icontains image input last lt odd parent password radio reset selected submit text visible'.split(
    ' ',
  ),
)

/** What is wrong with a CSS selector that is to match elements of a page; undefined if nothing is. */
export function selectorError(selector: string): string | undefined {
  const text = selector.trim()
  if (text === '') return 'it is empty'
  if (/(?<!\\),$/.test(text)) return 'nothing follows the last comma'
  const { parse, walk } = cssParser()
  try {
    const refuse = (error: Error): never => {
      throw error
    }
    let problem: string | undefined
    const list = parse(text, { context: 'selectorList', onParseError: refuse })
    walk(list, function (node) {
      const isRelative = this.function?.name.toLowerCase() === 'has'
      problem ??= problemOfNode(node, isRelative)
    })
    return problem
  } catch (error) {
    return (error as Error).message.replace(/\s+/g, ' ')
  }
}

/** What the parser lets pass, and browsers don't; and what matches no element. */
function problemOfNode(node: CssNode, isRelative: boolean): string | undefined {
  switch (node.type) {
    case 'Selector':
      return problemOfCompounds(node.children.toArray(), isRelative)
    case 'IdSelector':
      return /^-?\d/.test(node.name) ? `an id can't begin with a digit: #${node.name}` : undefined
    case 'TypeSelector':
      return /^(?!\*)[^\\]*\|/.test(node.name) ? `a page has no namespaces: ${node.name}` : undefined
    case 'AttributeSelector':
      return /^[is]?$/i.test(node.flags ?? '') ? undefined : `a value with spaces needs quotes`
    case 'PseudoElementSelector':
      return `::${node.name} is no element that can be clicked or seen`
    case 'PseudoClassSelector':
      if (NOT_OF_CSS.has(node.name.toLowerCase())) return `browsers have no :${node.name}`
      return node.children?.isEmpty ? `:${node.name}() is empty` : undefined
    case 'Percentage':
    case 'NestingSelector':
      return 'it selects no element'
    default:
      return undefined
  }
}

function problemOfCompounds(nodes: readonly CssNode[], isRelative: boolean): string | undefined {
  const isCombinator = (node: CssNode | undefined) => node === undefined || node.type === 'Combinator'
  if (isCombinator(nodes.at(-1))) return 'nothing follows the last combinator'
  if (!isRelative && isCombinator(nodes[0])) return 'nothing stands before the first combinator'
  const follows = nodes.some(
    (node, index) => index > 0 && isCombinator(node) && isCombinator(nodes[index - 1]),
  )
  return follows ? 'two combinators stand side by side' : undefined
}
