import { canonicalUrl } from '../canonical-url.ts'
import type { Test } from '../condition.ts'
import type { Findings } from './findings.ts'
import type { SelectorError } from './selector-error.ts'
import { whyNever } from './why-never.ts'

export interface LookSettings {
  readonly selectorError: SelectorError
  /** Query parameters that are left out of every URL, with commas between. */
  readonly droppedQuery: string
}

/** A page that no definition is about: relative URLs are read against some page. */
const SOME_PAGE = 'https://page.invalid/'
/** Where people mean patterns. */
const LIKE_URLS = ['url', 'url.path', 'referrer', 'element.href']
/** As many code points of a text are looked at. */
const TEXT_CHARACTERS = 256

/** Refuses a test that can't work, and warns of one that looks wrong (CONTRACT §12, *What is refused*); `at` names it. */
export function lookAtTest(
  test: Test,
  at: string,
  { isHash, selectorError, droppedQuery }: LookSettings & { readonly isHash: boolean },
  findings: Findings,
): void {
  const { field, op, value, ignoreCase } = test
  const refuse = (message: string): void => findings.refuse(`${at}.value`, message)
  const warn = (message: string): void => findings.warn(`${at}.value`, message)
  const isWhole = op === 'equals' || op === 'in'
  const hasStart = isWhole || op === 'startsWith' || op === 'glob'
  const hasEnd = isWhole || op === 'endsWith' || op === 'glob'

  if (op === 'selector') {
    const error = selectorError(value as string)
    if (error !== undefined) refuse(`is no CSS selector: ${error}`)
    return
  }
  const never = whyNever(test)
  if (never !== undefined) refuse(never)
  if (field === 'url.hash' && isHash) {
    findings.warn(
      `${at}.field`,
      'is only there where the fragment is no route, and "routing" is "hash": look at url.path',
    )
  }
  const [, parameter] = field.toLowerCase().split('url.query.')
  if (parameter && droppedQuery.split(',').includes(parameter))
    findings.warn(`${at}.field`, 'is never there: it may be a secret, and is taken out of URLs')
  for (const text of [value].flat()) {
    if (typeof text !== 'string') continue
    switch (field) {
      case 'url':
      case 'referrer':
      case 'element.href':
        if (isWhole && canonicalUrl(text, SOME_PAGE) === undefined) refuse(`is no URL: ${text}`)
        else if (isWhole) lookAtUrl(text)
        if (op === 'endsWith' && /[^:/]\/$/.test(text))
          warn('ends with "/", which is left out of the ends of paths')
        break
      case 'url.path':
        if (hasStart && !/^[/*]/.test(text)) warn('never matches: a path begins with "/"')
        if (/[?#]/.test(text))
          warn('never matches: a path ends before "?" and "#"; look at url.query.NAME or url.hash')
        if (hasEnd && !isWhole && text.length > 1 && text.endsWith('/'))
          warn('never matches but "/": paths have no "/" at their end')
        break
      case 'url.host':
        if (/[/?#@]/.test(text)) warn('never matches: a host has no scheme and no path')
        else if (!isWhole && !ignoreCase && /[A-Z]|[^\0-\x7f]/.test(text))
          warn('never matches: hosts are lower case and punycode (xn--…)')
        break
      case 'url.hash':
        if (hasStart && text.startsWith('#')) warn('never matches: the fragment is without its "#"')
        break
      case 'title':
      case 'element.text':
        if ([...text].length > TEXT_CHARACTERS)
          warn(`is longer than the ${TEXT_CHARACTERS} characters that are looked at`)
        break
    }
    if (isWhole && text.includes('*') && LIKE_URLS.includes(field))
      warn('has a "*", which is itself here; for "anything" use "glob"')
  }

  function lookAtUrl(text: string): void {
    const isRoute = /#!?\//.test(text)
    if (!isHash && text.includes('#')) {
      warn('has a fragment, which a URL is compared without: use url.hash, or "routing": "hash"')
    } else if (isHash && text.includes('#') && !isRoute) {
      warn('has a fragment that is no route (#/…), which a URL is compared without')
    } else if (!/^[a-z][a-z\d+.-]*:|^[/?#]/i.test(text)) {
      warn('is read against the page\'s own URL: begin it with "https://" or "/"')
    }
  }
}
