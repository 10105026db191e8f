/** What an `Authorization` header carries after `Bearer` (RFC 6750 §2.1); null if it carries none. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^bearer +([\w.~+/-]+=*) *$/i.exec(authorization ?? '')?.[1] ?? null
}
