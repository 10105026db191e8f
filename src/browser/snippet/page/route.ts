import type { Routing } from '../../../conditions/browser-definition.ts'
import { fieldOf } from '../../../conditions/field-of.ts'
import { normalText } from '../../../conditions/normal-text.ts'
import { cleanUrl } from '../clean-url.ts'
import type { Rule } from '../definitions.ts'
import { routing } from '../settings.ts'
import { uuid } from '../uuid.ts'

/** Where the visitor is; empty before the first look. */
let url = ''
let referrer = ''
let viewId = ''

export const currentTitle = (): string => normalText(document.title)

/** The page as it is now, as far as it may be told. */
export const currentPage = () => ({ url, title: currentTitle(), referrer, viewId })

/**
 * Looks where the visitor is; may be asked at any time and any number of times.
 * @param isAnew it is another visit, even of the same URL
 * @returns the URL before (empty if there was none), or undefined if nothing has changed
 */
export function lookAtRoute(isAnew: boolean): string | undefined {
  const next = cleanUrl(location.href)
  if (next === url && !isAnew) return undefined
  const from = isAnew ? '' : url
  referrer = from || cleanUrl(document.referrer)
  url = next
  if (isOtherPage(from, url, 'hash')) viewId = uuid()
  return from
}

/** Whether a change of the URL is a new page view for a definition: another host or path, or another value of what it tests. */
export function isNewFor({ routing: own, tests }: Rule, from: string, to: string): boolean {
  for (const { field } of tests) if (field.startsWith('url') && differs(field, from, to, own)) return true
  return isOtherPage(from, to, own ?? routing)
}

const isOtherPage = (from: string, to: string, routing: Routing): boolean =>
  differs('url.host', from, to, routing) || differs('url.path', from, to, routing)

function differs(field: string, from: string, to: string, routing: Routing | undefined): boolean {
  const valueAt = (url: string): unknown =>
    fieldOf(field, { triggerType: 'PAGE_VIEW', page: { url } }, routing).value
  return valueAt(from) !== valueAt(to)
}
