/** As a shop's login makes one; nobody here checks its signature. */
export function tokenOf(user: number, claims: object = {}): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = { sub: String(user), aud: 'axon', exp: 4_000_000_000, ...claims }
  return `${part({ alg: 'HS256' })}.${part(payload)}.signature`
}
