import type { Routing } from '../../conditions/browser-definition.ts'

const script = (document.currentScript ??
  document.querySelector('script[data-site]')) as HTMLScriptElement | null
const data: DOMStringMap = script?.dataset ?? {}

/** The public key of the site. */
export const { site, respect, consent, dropQuery, userClaim = 'sub' } = data

/** Where the service is, with a slash at the end: beside the script, unless it says otherwise. */
export const endpoint = new URL(data.endpoint ?? '.', script?.src || location.href).href.replace(/\/*$/, '/')

/** What a page is, for definitions that don't say it themselves. */
export const routing: Routing = data.routing === 'hash' ? 'hash' : 'path'
