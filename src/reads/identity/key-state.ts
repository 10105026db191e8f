import type { StoredApiKey } from './api-keys.ts'

/** Whether a key counts, and if not, why; `nowMs` is epoch ms. */
export function keyState(
  { revokedAt, expiresAt }: Pick<StoredApiKey, 'revokedAt' | 'expiresAt'>,
  nowMs: number,
): 'good' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= nowMs ? 'expired' : 'good'
}
