import type { BrowserDefinition } from '../../conditions/browser-definition.ts'
import type { AxonExplanation } from './api.ts'
import type { Internals } from './internals.ts'

/** A page that is looked at for long keeps the newest. */
const MAX_KEPT = 500
const SHOWN = 30

const asked: { readonly eventId: number; readonly name: string; readonly said: AxonExplanation }[] = []

/** What a definition made of what happened on this page, newest last (CONTRACT §14). */
const explain = (eventId: number): readonly AxonExplanation[] => {
  return asked.filter((each) => each.eventId === Number(eventId)).map(({ said }) => said)
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')

const element = (tag: string, style: Partial<CSSStyleDeclaration>, text = ''): HTMLElement => {
  const made = document.createElement(tag)
  Object.assign(made.style, style)
  made.textContent = text
  return made
}

/** One line for each definition that was asked, and one for each of its tests. */
const lineOf = ({ eventId, name, said }: (typeof asked)[number]): HTMLElement => {
  const line = element('details', { borderTop: '1px solid #555', padding: '4px 0' })
  line.append(
    element(
      'summary',
      { cursor: 'pointer' },
      `${said.matched ? '✓' : '✗'} ${eventId} ${name} ${said.occurredAt.slice(11, 19)}`,
    ),
    element('div', { color: '#bbb' }, said.url),
  )
  for (const { test, value, passed } of said.why) {
    const { field, op, value: wanted } = test as { field: string; op: string; value?: unknown }
    line.append(
      element('div', {}, `${passed ? '✓' : '✗'} ${field} ${op} ${textOf(wanted)}: ${textOf(value)}`),
    )
  }
  return line
}

/** In the corner of the page, in a shadow root, so that neither sees the other's styles. Text is set as text only. */
const showOverlay = (): (() => void) => {
  const host = element('div', { position: 'fixed', right: '8px', bottom: '8px', zIndex: '2147483647' })
  const box = element('section', {
    width: '22rem',
    maxHeight: '50vh',
    overflow: 'auto',
    padding: '8px',
    background: '#222',
    color: '#eee',
    font: '12px/1.4 ui-monospace, monospace',
    overflowWrap: 'anywhere',
  })
  box.setAttribute('aria-label', 'Axon')
  const close = element('button', { cssFloat: 'right' }, '×')
  close.setAttribute('aria-label', 'close')
  close.addEventListener('click', () => host.remove())
  const list = element('div', {})
  box.append(close, element('strong', {}, 'Axon: what matched, and why'), list)
  host.attachShadow({ mode: 'closed' }).append(box)
  document.documentElement.append(host)
  return () => list.replaceChildren(...asked.slice(-SHOWN).reverse().map(lineOf))
}

const axon = (window as { axon?: { _?: Internals; explain?: typeof explain } }).axon
if (axon?._) {
  const show = showOverlay()
  axon.explain = explain
  const { match } = axon._
  axon._.match = (definition, happening) => {
    const { id, name } = definition as BrowserDefinition
    const { page } = happening
    const occurredAt = new Date().toISOString()
    const result = match(definition, happening)
    const { matched, why } = result
    asked.push({ eventId: id, name, said: { occurredAt, url: page.url, matched, why } })
    if (asked.length > MAX_KEPT) asked.shift()
    show()
    return result
  }
  show()
} else console.warn('axon: load axon.js before axon-debug.js')
