/** A token in the compact form of RFC 7515, taken apart and not yet believed. */
export interface SignedToken {
  readonly text: string
  readonly algorithm: string
  /** What the signature is over: the text up to here. */
  readonly signedLength: number
  /** The payload's bytes, still in base64url. */
  readonly payload: string
  readonly signature: Buffer
}

interface Header {
  readonly alg?: unknown
  readonly crit?: unknown
}

/** Longer than any token of use, shorter than what makes a server busy. */
const MAX_TOKEN_LENGTH = 8 * 1024

/** Three parts in base64url without padding, none of them empty: `alg: none` has no signature to check. */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/

/** Takes a token apart; null if it has another form, or asks for extensions (`crit`) that nobody here understands. */
export function signedToken(text: string): SignedToken | null {
  if (text.length > MAX_TOKEN_LENGTH) return null
  const parts = COMPACT.exec(text)
  if (!parts) return null
  const [, header, payload, signature] = parts as unknown as [string, string, string, string]
  const fields = header === lastHeader.text ? lastHeader.fields : headerOf(header)
  if (!fields || typeof fields.alg !== 'string' || fields.crit !== undefined) return null
  return {
    text,
    algorithm: fields.alg,
    signedLength: header.length + 1 + payload.length,
    payload,
    signature: Buffer.from(signature, 'base64url'),
  }
}

/** Tokens of one login begin alike. */
let lastHeader: { readonly text: string; readonly fields: Header } = { text: '', fields: {} }

function headerOf(part: string): Header | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    if (typeof value !== 'object' || value === null) return null
    lastHeader = { text: part, fields: value }
    return value
  } catch {
    return null
  }
}
