/** Values that hold further URLs are looked into so often: a link to a login that returns to a link. */
const MAX_DEPTH = 3
/** `=`, as it is or encoded: without one there is no pair of name and value. */
const PAIR = /=|%3d/i
/** What follows a `/`, `;` or `&` in a path. */
const PIECE = /(?:[/;&]|%3b)((?:(?!%3b)[^/;&])*)/gi

/**
 * Takes out of URLs what may not be kept (CONTRACT §14): query parameters of some names, in whatever case and encoding, also with brackets
 * and dots (`user[email]`, `password[]`), in the query, in the fragment (which may be a route with a query, or a query itself), in the path
 * (`;name=value`, `/name=value`), behind an encoded `?` and in URLs within values; and user and password. The rest stays as it is written.
 */
export class UrlCleaner {
  readonly #names: ReadonlySet<string>

  /** `names`: separated by commas. */
  constructor(names: string) {
    const list = names.split(',').map((name) => name.trim().toLowerCase())
    this.#names = new Set(list.filter((name) => name !== ''))
  }

  clean(url: string): string {
    if (!PAIR.test(url) && !/[@\t\n\r]/.test(url)) return url
    return this.#cleaned(url, 0)
  }

  #cleaned(url: string, depth: number): string {
    // What browsers skip hides no name.
    const text = url.replace(/[\t\n\r]+/g, '')
    const hashAt = text.indexOf('#')
    const address = hashAt < 0 ? text : text.slice(0, hashAt)
    const fragment = hashAt < 0 ? '' : this.#fragment(text.slice(hashAt + 1), depth)
    const cleaned = this.#address(address.replace(/^((?:[a-z][\w+.-]*:)?[/\\]{2})[^/\\?#]*@/i, '$1'), depth)
    return fragment === '' ? cleaned : `${cleaned}#${fragment}`
  }

  #fragment(fragment: string, depth: number): string {
    const route = this.#address(fragment, depth)
    return PAIR.test(route.split('?', 1)[0]!) ? this.#query(route, depth) : route
  }

  /** A path with its query. */
  #address(address: string, depth: number): string {
    const queryAt = address.indexOf('?')
    const path = queryAt < 0 ? address : address.slice(0, queryAt)
    const query = queryAt < 0 ? '' : this.#query(address.slice(queryAt + 1), depth)
    const plain = this.#path(path, depth)
    return query === '' ? plain : `${plain}?${query}`
  }

  #path(path: string, depth: number): string {
    if (!PAIR.test(path)) return path
    // A query, or a fragment, that was encoded with the path.
    const at = path.search(/%3f|%23/i)
    const isCut = at >= 0 && this.#isChanged(decoded(path.slice(at)), depth)
    return (isCut ? path.slice(0, at) : path).replace(PIECE, (all, piece: string) =>
      this.#isPairDropped(piece, depth) ? '' : all,
    )
  }

  #query(query: string, depth: number): string {
    return query
      .split('&')
      .filter((pair) => !this.#isPairDropped(pair, depth))
      .join('&')
  }

  #isPairDropped(pair: string, depth: number): boolean {
    const at = pair.indexOf('=')
    if (at >= 0 && this.#isDropped(pair.slice(0, at))) return true
    // A URL in a value that holds such a parameter goes with it: nobody could tell how it is to be written without.
    return this.#isChanged(decoded(pair.slice(at + 1)), depth)
  }

  /** Whether something would be taken out of a text, be it a URL or a query. */
  #isChanged(text: string, depth: number): boolean {
    if (depth >= MAX_DEPTH || !PAIR.test(text)) return false
    return this.#cleaned(text, depth + 1) !== text || this.#query(text, depth + 1) !== text
  }

  #isDropped(written: string): boolean {
    const name = decoded(written).toLowerCase()
    // The name itself, without a route before it (`/a?token`), and its parts: `user[email]`, `password[]`, `form.password`, `code;x`.
    const plain = name.split(/[?&#;/!]/).at(-1)!
    return [plain, ...name.split(/[?&#;/![\].]/)].some((part) => this.#names.has(part.trim()))
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
