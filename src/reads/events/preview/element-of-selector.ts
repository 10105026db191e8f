import type { AttributeSelector, CssNode } from 'css-tree'
import { Element } from 'domhandler'
import { cssParser } from './css-parser.ts'

/**
 * The element that a simple selector describes, within the elements that it names around it: `nav.top > a.buy[href="/cart"]`. What a
 * selector can't describe is said as text: what is wrong with it.
 */
export function elementOfSelector(selector: string): Element | string {
  try {
    const list = cssParser().parse(selector, { context: 'selectorList', onParseError: thrown })
    const described = list.type === 'SelectorList' ? list.children.toArray() : []
    const [only] = described
    if (only?.type !== 'Selector' || described.length > 1) return 'must describe one element'
    return elementOf(only.children.toArray())
  } catch (error) {
    return `must be a CSS selector: ${(error as Error).message}`
  }
}

function thrown(error: Error): never {
  throw error
}

/** From the outermost inwards. */
function elementOf(nodes: readonly CssNode[]): Element | string {
  let element = new Element('*', {}, [])
  for (const node of nodes) {
    if (node.type !== 'Combinator') {
      const problem = describe(element, node)
      if (problem !== undefined) return problem
      continue
    }
    if (node.name !== ' ' && node.name !== '>') return `can't be built with ${node.name}`
    const inner = new Element('*', {}, [])
    element.children.push(inner)
    inner.parent = element
    element = inner
  }
  return element
}

function describe(element: Element, node: CssNode): string | undefined {
  const { ident } = cssParser()
  switch (node.type) {
    case 'TypeSelector':
      element.name = ident.decode(node.name).toLowerCase()
      return undefined
    case 'IdSelector':
      element.attribs.id = ident.decode(node.name)
      return undefined
    case 'ClassSelector':
      element.attribs.class = [element.attribs.class ?? '', ident.decode(node.name)].join(' ').trim()
      return undefined
    case 'AttributeSelector':
      if (node.matcher !== null && node.matcher !== '=')
        return `can't say what [${node.name.name}${node.matcher}…] is`
      element.attribs[ident.decode(node.name.name)] = valueIn(node)
      return undefined
    default:
      return 'must be made of names, #ids, .classes and [attributes="of it"]'
  }
}

function valueIn({ value }: AttributeSelector): string {
  if (value === null) return ''
  return value.type === 'String' ? value.value : cssParser().ident.decode(value.name)
}
