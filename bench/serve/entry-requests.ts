import type { UserTokens } from '../sale/user-tokens.ts'

/** Requests for an entry as bytes, each of another user, from `firstUser` on. `more`: header lines. */
export function entryRequests(
  tokens: UserTokens,
  firstUser: number,
  count: number,
  more: readonly string[] = [],
): readonly Buffer[] {
  const rest = [...more, 'Content-Type: application/json', 'Content-Length: 2', '', '{}'].join('\r\n')
  return Array.from({ length: count }, (_, index) =>
    Buffer.from(
      `POST /v1/activities/1/entries HTTP/1.1\r\nHost: shop.example\r\nAuthorization: Bearer ${tokens.of(firstUser + index)}\r\n${rest}`,
    ),
  )
}
