import { type UrlFields, urlFields } from '../../behavior-log/document/url-fields.ts'
import type { UrlCleaner } from '../../behavior-log/privacy/url-cleaner.ts'

/** The URLs of one request, without what may not be kept; most of its items are of one page. */
export class PageUrls {
  readonly #cleaner: UrlCleaner
  readonly #pages = new Map<string, UrlFields | null>()
  readonly #others = new Map<string, string>()

  constructor(cleaner: UrlCleaner) {
    this.#cleaner = cleaner
  }

  /** Null if it is no absolute URL. */
  page(url: string): UrlFields | null {
    let fields = this.#pages.get(url)
    if (fields === undefined) {
      fields = urlFields(this.#cleaner.clean(url))
      this.#pages.set(url, fields)
    }
    return fields
  }

  readonly clean = (url: string): string => {
    let cleaned = this.#others.get(url)
    if (cleaned === undefined) {
      cleaned = this.#cleaner.clean(url)
      this.#others.set(url, cleaned)
    }
    return cleaned
  }
}
