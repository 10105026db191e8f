/** One part of a simple selector: a name, `#id`, `.class`, or `[attribute="of it"]`. */
const PART = /^(?:([\w-]+|\*)|#([\w-]+)|\.([\w-]+)|\[([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([\w-]+)))?\])/

/**
 * The element that pasted HTML or a simple selector (`nav > button.buy`) describes, in a document of its own that runs nothing and
 * loads nothing. Undefined: it describes none.
 */
export function elementOf(text: string): Element | undefined {
  const inert = document.implementation.createHTMLDocument('')
  if (!text.trim().startsWith('<')) return elementOfSelector(text.trim(), inert)
  // A table's cell, say, is dropped anywhere but in a template.
  const parsed = new DOMParser().parseFromString(`<template>${text}</template>`, 'text/html')
  return parsed.querySelector('template')?.content.firstElementChild ?? undefined
}

function elementOfSelector(selector: string, inert: Document): Element | undefined {
  let inner: Element | undefined
  for (const described of selector.split(/\s*>\s*|\s+(?![^[]*\])/).filter(Boolean)) {
    const element = oneElement(described, inert)
    if (!element) return undefined
    inner?.append(element)
    inner = element
  }
  return inner
}

function oneElement(described: string, inert: Document): Element | undefined {
  let rest = described
  let element: Element | undefined
  while (rest !== '') {
    const [found, name, id, className, attribute, ...values] = PART.exec(rest) ?? []
    if (found === undefined || (name !== undefined && element)) return undefined
    element ??= inert.createElement(name === undefined || name === '*' ? 'axon-any' : name)
    if (id !== undefined) element.id = id
    if (className !== undefined) element.classList.add(className)
    if (attribute !== undefined)
      element.setAttribute(attribute, values.find((value) => value !== undefined) ?? '')
    rest = rest.slice(found.length)
  }
  return element
}
