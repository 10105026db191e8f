import { fieldOf } from '../../../conditions/field-of.ts'
import type { Happening } from '../../../conditions/happening.ts'
import { cleanUrl } from '../clean-url.ts'
import { PAGE_FIELDS, type Rule } from '../definitions.ts'
import { now } from '../pristine.ts'
import { routing } from '../settings.ts'

/** Where the visitor is, as far as it may be told. */
let url = ''
let referrer = ''
/** Another one for each page; a page that starts has no time for its first UUID, which takes milliseconds. */
export let viewId = ''

export const currentPage = () => ({ url, title: document.title, referrer, viewId })

/** What comes is another visit, even of the same URL. */
export const leaveRoute = (): void => {
  url = ''
}

/**
 * Looks where the visitor is; may be asked at any time and any number of times.
 * @returns the URL before (empty if there was none), or undefined if nothing has changed
 */
export const lookAtRoute = (): string | undefined => {
  const from = url
  url = cleanUrl(location.href)
  if (from === url) return undefined
  referrer = from || cleanUrl(document.referrer)
  if (isNewFor({ urlFields: PAGE_FIELDS, routing: 'hash' }, from)) viewId = `${now()}-${Math.random()}`
  return from
}

/** Whether a change of the URL is a new page view for a definition: another host or path, or another value of what it tests. */
export const isNewFor = (rule: Pick<Rule, 'urlFields' | 'routing'>, from: string, to = url): boolean => {
  const keyOf = (url: string): string =>
    `${rule.urlFields.map((field) => fieldOf(field, { page: { url } } as Happening, rule.routing ?? routing)[0])}`
  return !from || keyOf(from) !== keyOf(to)
}
