import type { Routing } from '../../src/conditions/browser-definition.ts'
import type { Condition, Test } from '../../src/conditions/condition.ts'
import type { Happening } from '../../src/conditions/happening.ts'

/**
 * The matcher once more, written from the contract's §12 alone, the slow and plain way: a second opinion on what its sentences mean.
 * Without what only hostile URLs have (a bare `%` before an escape, spaces at the end of what has no host).
 */
export function secondModel(
  when: Condition | undefined,
  happening: Happening,
  routing: Routing = 'path',
): boolean {
  if (when === undefined) return true
  if ('all' in when) return when.all.every((one) => secondModel(one, happening, routing))
  if ('any' in when) return when.any.some((one) => secondModel(one, happening, routing))
  if ('not' in when) return !secondModel(when.not, happening, routing)
  return passes(when, happening, routing)
}

/** "Canonical URLs", as tests see them: a space at the very end is plain. Null: it is none. */
export function secondCanonical(url: string, base: string, routing: Routing): Parts | null {
  let read = URL.parse(url, base)
  if (!read) return null
  const fragment = read.hash.replace('#', '')
  const route = routing === 'hash' && /^!?\//.test(fragment) ? fragment.replace('!', '') : null
  const origin = `${read.protocol}//${read.host}`
  if (route !== null) read = new URL(origin + route)
  let path = plain(read.pathname)
  while (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1)
  const pairs = read.search
    .replace('?', '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('=').map((part) => plain(part.replaceAll('+', ' '))))
  const sorted = pairs.toSorted(([one = ''], [other = '']) => (one === other ? 0 : one < other ? -1 : 1))
  const query = sorted.map((parts) => parts.join('=')).join('&')
  const whole = read.host === '' ? read.href.replace(/#.*/, '') : origin + path + (query && `?${query}`)
  const hash = route === null ? decoded(fragment) : ''
  return { whole, host: read.host, path, hash, pairs }
}

interface Parts {
  readonly whole: string
  readonly host: string
  readonly path: string
  readonly hash: string
  readonly pairs: readonly string[][]
}

/** Percent-encoding, byte by byte: of each run of escapes what is UTF-8 becomes text, the rest stays as it came. */
function unescaped(text: string, write: (character: string, escapes: string) => string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    let written = ''
    for (let at = 0; at < run.length; ) {
      const lengths = [1, 2, 3, 4].filter((bytes) => at + bytes * 3 <= run.length)
      const bytes = lengths.find((count) => characterOf(run.slice(at, at + count * 3)) !== null) ?? 0
      const escapes = run.slice(at, at + (bytes || 1) * 3)
      written += bytes === 0 ? escapes : write(characterOf(escapes)!, escapes)
      at += escapes.length
    }
    return written
  })
}

function characterOf(escapes: string): string | null {
  const bytes = Buffer.from(escapes.replaceAll('%', ''), 'hex')
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return [...text].length === 1 ? text : null
  } catch {
    return null
  }
}

const decoded = (text: string): string => unescaped(text, (character) => character)
const plain = (text: string): string =>
  unescaped(text, (character, escapes) =>
    '%/?#&=+\\'.includes(character) || character < ' ' ? escapes.toUpperCase() : character,
  )

/** "Text": as people see it. */
const spaced = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ')
const seen = (text: string): string => [...spaced(text).trim()].slice(0, 256).join('').trim()

const isObject = (of: unknown): of is Record<string, unknown> =>
  typeof of === 'object' && of !== null && !Array.isArray(of)
const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

function passes({ field, op, value, ignoreCase }: Test, happening: Happening, routing: Routing): boolean {
  const base = happening.page.url
  const canonical = (url: unknown): Parts | null =>
    typeof url === 'string' ? secondCanonical(url, base, routing) : null
  const page = canonical(base)
  const isPart = op !== 'equals' && op !== 'in'
  let is: unknown
  let wanted = (text: string): string | undefined => text
  if (field === 'url' || field === 'referrer' || field === 'element.href') {
    const url = { url: base, referrer: happening.page.referrer, 'element.href': happening.element?.href }[
      field
    ]
    is = isThere(url) ? canonical(url)?.whole : undefined
    wanted = isPart ? plain : (text) => canonical(text)?.whole
  } else if (field === 'url.path') {
    is = page?.path
    wanted = (text) => plain(isPart || text === '/' ? text : text.replace(/(?<=.)\/+$/, ''))
  } else if (field === 'url.host') {
    is = page?.host
    if (!isPart) wanted = (text) => URL.parse(`//${text}`, base)?.host
  } else if (field === 'url.hash') is = page?.hash || undefined
  else if (field.startsWith('url.query.')) {
    const pair = page?.pairs.find(([name = '']) => decoded(name) === field.slice('url.query.'.length))
    is = pair && decoded(pair.slice(1).join('='))
  } else if (field === 'title' || field === 'element.text') {
    is = seen((field === 'title' ? happening.page.title : happening.element?.text) ?? '') || undefined
    wanted = isPart ? spaced : seen
  } else if (field.startsWith('element.attribute.'))
    is = happening.element?.attributes?.[field.slice('element.attribute.'.length)]
  else if (field === 'element') is = happening.element?.selectors
  else if (field === 'scroll.percent') is = happening.scroll?.percent
  else if (field === 'name') is = happening.name
  else if (field.startsWith('property.'))
    is = field
      .split('.')
      .slice(1)
      .reduce<unknown>(
        (of, key) => (isObject(of) && Object.hasOwn(of, key) ? of[key] : undefined),
        happening.properties,
      )
  if (is === undefined || is === null) return false
  if (op === 'exists') return true
  if (op === 'selector') return (is as string[]).includes(value as string)

  const folded = (text: string): string => (ignoreCase ? text.normalize('NFC').toLowerCase() : text)
  const number = (one: unknown): number =>
    typeof one === 'number'
      ? one
      : typeof one === 'string' && /^-?\d+(\.\d+)?$/.test(one)
        ? Number(one)
        : Number.NaN
  if (op === 'lessThan') return number(is) < number(value)
  if (op === 'atMost') return number(is) <= number(value)
  if (op === 'greaterThan') return number(is) > number(value)
  if (op === 'atLeast') return number(is) >= number(value)
  if (typeof is === 'object') return false
  const text = folded(String(is))
  if (op === 'equals' || op === 'in')
    return [value].flat().some((one) => {
      if (typeof one === 'number' || typeof is === 'number') return number(one) === number(is)
      const written = wanted(String(one))
      return written !== undefined && folded(written) === text
    })
  const piece = folded(wanted(String(value))!)
  if (op === 'contains') return text.indexOf(piece) >= 0
  if (op === 'startsWith') return text.slice(0, piece.length) === piece
  if (op === 'endsWith')
    return piece.length <= text.length && text.slice(text.length - piece.length) === piece
  const within = field === 'url.path' ? '[^/]*' : '[^]*'
  const pattern = piece.replace(/\*+|[^*]/gu, (part) =>
    part === '*' ? within : part.startsWith('*') ? '[^]*' : part.replace(/[\\^$.|?+()[\]{}/]/, '\\$&'),
  )
  return new RegExp(`^${pattern}$`, 'u').test(text)
}
