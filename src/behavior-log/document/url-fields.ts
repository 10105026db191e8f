/** A URL as the Elastic Common Schema takes it apart. */
export interface UrlFields {
  readonly full: string
  readonly domain: string
  readonly path: string
  readonly query: string | undefined
}

/** Null if it is no absolute URL. */
export function urlFields(url: string): UrlFields | null {
  if (!URL.canParse(url)) return null
  const { hostname, pathname, search } = new URL(url)
  return { full: url, domain: hostname, path: pathname, query: search === '' ? undefined : search.slice(1) }
}
