import type { Routing } from '../../conditions/browser-definition.ts'

const { dataset, src } = document.currentScript as HTMLScriptElement

/** What the tag of the script says. `site`: the public key of the site; `dropQuery`: more query parameters that are left out
 * of URLs, with `|` between them. */
export const { site, respect, consent, dropQuery } = dataset

/** What a page is, for definitions that don't say it themselves. */
export const routing = dataset.routing as Routing | undefined

/** Where the service is: beside the script, unless the tag says otherwise, with a slash at the end. */
export const endpoint = new URL(dataset.endpoint || '.', src).href
