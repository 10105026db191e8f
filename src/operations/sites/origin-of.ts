/**
 * An origin as browsers send it in `Origin`: lower case, punycode, without the port that the scheme implies. Null for what is none:
 * something with a path, a wildcard, or another scheme than http and https.
 */
export function originOf(text: string): string | null {
  if (!/^https?:\/\/[^/?#@*\\\s]+\/?$/i.test(text) || !URL.canParse(text)) return null
  return new URL(text).origin
}
