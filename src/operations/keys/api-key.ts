import { createHash, randomBytes } from 'node:crypto'

/** Tells a key from a user's token, and lets scanners of leaked secrets find it. */
export const API_KEY_PREFIX = 'axk_'
const RANDOM_BYTES = 32

/** A key that nobody can guess: 256 random bits. */
export const newApiKey = (): string => API_KEY_PREFIX + randomBytes(RANDOM_BYTES).toString('base64url')

/** What is stored of a key. It is random, so a fast hash is enough: there is nothing to guess. */
export const hashOfApiKey = (key: string): Buffer => createHash('sha256').update(key).digest()
