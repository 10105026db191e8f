type Headers = Readonly<Record<string, string>>

/** What scripts of a page may read of an answer, beside its body. */
const EXPOSED = { 'access-control-expose-headers': 'ETag, Location, Retry-After, X-Request-Id' }

/** So long a browser need not ask again before it sends: no browser takes more than two hours. */
const PREFLIGHT_AGE_S = 7_200

/** For what anybody may read: public states, keys of receipts, scripts. */
export const PUBLIC_CORS: Headers = { 'access-control-allow-origin': '*', ...EXPOSED }

/**
 * For everything else: an origin of the shop is echoed, another one gets nothing, and its browser shows the answer to nobody. Caches
 * must keep the two apart either way.
 */
export function corsHeaders(origin: string | undefined, isAllowed: (origin: string) => boolean): Headers {
  const isEchoed = origin !== undefined && isAllowed(origin)
  return { vary: 'Origin', ...(isEchoed && { 'access-control-allow-origin': origin, ...EXPOSED }) }
}

/** The answer to a browser that asks before it sends (`OPTIONS`), beside the headers of the route itself. */
export function preflightHeaders(methods: readonly string[]): Headers {
  return {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match, Prefer, X-Request-Id',
    'access-control-max-age': String(PREFLIGHT_AGE_S),
  }
}
