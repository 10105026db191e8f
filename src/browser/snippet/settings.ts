import type { Routing } from '../../conditions/browser-definition.ts'

/** The tag of the script. */
export const script = document.currentScript as HTMLScriptElement & {
  readonly dataset: { readonly routing?: Routing }
}

/** What it says. `site`: the public key of the site; `dropQuery`: more query parameters that are left out of URLs, with `|` between
 * them; `routing`: what a page is, for definitions that don't say it themselves. */
export const { site, respect, consent, dropQuery, routing } = script.dataset

/** Where the service is: beside the script, unless the tag says otherwise, with a slash at the end. */
export const endpoint = new URL(script.dataset.endpoint || '.', script.src).href
