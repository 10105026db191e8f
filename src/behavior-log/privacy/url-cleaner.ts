/** Values that hold further URLs are looked into so often: a link to a login that returns to a link. */
const MAX_DEPTH = 3

/**
 * Takes out of URLs what may not be kept (CONTRACT §14): query parameters of some names, in whatever case and encoding, in the query, in
 * the fragment (which may be a route with a query, or a query itself), in path parameters (`;name=value`) and in URLs within values;
 * and user and password. The rest stays as it is written.
 */
export class UrlCleaner {
  readonly #names: ReadonlySet<string>

  /** `names`: separated by commas. */
  constructor(names: string) {
    const list = names.split(',').map((name) => name.trim().toLowerCase())
    this.#names = new Set(list.filter((name) => name !== ''))
  }

  clean(url: string): string {
    if (!/[?#;@\t\n\r]/.test(url)) return url
    return this.#cleaned(url, 0)
  }

  #cleaned(url: string, depth: number): string {
    // What browsers skip hides no name.
    const text = url.replace(/[\t\n\r]+/g, '')
    const hashAt = text.indexOf('#')
    const address = hashAt < 0 ? text : text.slice(0, hashAt)
    const fragment = hashAt < 0 ? '' : this.#fragment(text.slice(hashAt + 1), depth)
    const cleaned = this.#address(address.replace(/^((?:[a-z][\w+.-]*:)?\/\/)[^/?#]*@/i, '$1'), depth)
    return fragment === '' ? cleaned : `${cleaned}#${fragment}`
  }

  #fragment(fragment: string, depth: number): string {
    const route = this.#address(fragment, depth)
    return route.split('?', 1)[0]!.includes('=') ? this.#query(route, depth) : route
  }

  /** A path with its query. */
  #address(address: string, depth: number): string {
    const queryAt = address.indexOf('?')
    const path = queryAt < 0 ? address : address.slice(0, queryAt)
    const query = queryAt < 0 ? '' : this.#query(address.slice(queryAt + 1), depth)
    const plain = path.includes(';') ? this.#path(path) : path
    return query === '' ? plain : `${plain}?${query}`
  }

  #path(path: string): string {
    return path.replace(/;([^;/=]*)=[^;/]*/g, (all, name: string) => (this.#isDropped(name) ? '' : all))
  }

  #query(query: string, depth: number): string {
    return query
      .split('&')
      .filter((pair) => !this.#isPairDropped(pair, depth))
      .join('&')
  }

  #isPairDropped(pair: string, depth: number): boolean {
    const at = pair.indexOf('=')
    if (at < 0) return false
    if (this.#isDropped(pair.slice(0, at))) return true
    const value = decoded(pair.slice(at + 1))
    // A URL in a value that holds such a parameter goes with it: nobody could tell how it is to be written without.
    return depth < MAX_DEPTH && /[?&#;]/.test(value) && this.#cleaned(value, depth + 1) !== value
  }

  #isDropped(written: string): boolean {
    const name = decoded(written)
      .trim()
      .toLowerCase()
      .replace(/^[/!?]+/, '')
    if (this.#names.has(name)) return true
    // `user[email]`, `form.password`
    const last = /[[.]([^[\].]+)\]?$/.exec(name)?.[1]
    return last !== undefined && this.#names.has(last)
  }
}

function decoded(text: string): string {
  if (!/[%+]/.test(text)) return text
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // Somewhere it is no UTF-8: what is plain ASCII is read all the same.
    return spaced.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }
}
