import { useSyncExternalStore } from 'react'

/** Where the page is: `#/events/7?tab=revisions`. */
export interface Route {
  /** `['events', '7']` */
  readonly path: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

/** The address of a place in the page. What is empty is left out. */
export function hrefOf(
  path: string,
  query: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const set = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return `#/${path}${set.length === 0 ? '' : `?${new URLSearchParams(set)}`}`
}

function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  return { path: path.split('/').filter(Boolean), query: Object.fromEntries(new URLSearchParams(query)) }
}

/** `replace`: Back does not lead to where the page was before. */
export function go(href: string, { replace = false } = {}): void {
  if (replace) {
    history.replaceState(null, '', href)
    dispatchEvent(new HashChangeEvent('hashchange'))
  } else {
    location.hash = href
  }
}

let current = { hash: '', route: routeOf('') }

export function routeNow(): Route {
  if (location.hash !== current.hash) current = { hash: location.hash, route: routeOf(location.hash) }
  return current.route
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

export const useRoute = (): Route => useSyncExternalStore(subscribe, routeNow)
