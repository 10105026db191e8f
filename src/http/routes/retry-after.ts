const LEAST_SECONDS = 1
const SPREAD_SECONDS = 3

/** When to ask again: spread, so that those who were sent away do not all come back at once. */
export function retryAfter(): { readonly 'retry-after': string } {
  return { 'retry-after': String(LEAST_SECONDS + Math.floor(Math.random() * SPREAD_SECONDS)) }
}
