/** Whole addresses, wherever they stand in a text. */
const ADDRESSES = /\bhttps?:\/\/[^\s"'<>]+/gi
/** A text that is a path, a query or a fragment, as `location` has them. */
const RELATIVE = /^[/?#]\S*$/

/** A text of a page, with the addresses in it as `clean` writes them. */
export function cleanText(text: string, clean: (url: string) => string): string {
  if (RELATIVE.test(text)) return clean(text)
  return text.includes('://') ? text.replace(ADDRESSES, clean) : text
}

/** JSON with all its texts {@link cleanText | clean}: the same object if they were. It takes what is as deep as a body may be. */
export function cleanTexts<Json>(json: Json, clean: (url: string) => string): Json {
  if (typeof json === 'string') return cleanText(json, clean) as Json
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json).map(([key, value]) => [key, cleanTexts(value, clean), value] as const)
  if (entries.every(([, cleaned, value]) => cleaned === value)) return json
  return (
    Array.isArray(json)
      ? entries.map(([, cleaned]) => cleaned)
      : Object.fromEntries(entries.map(([key, cleaned]) => [key, cleaned]))
  ) as Json
}
