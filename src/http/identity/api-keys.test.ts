import { expect, it } from 'vitest'
import { hashOfApiKey, newApiKey } from '../../operations/keys/api-key.ts'
import type { StoredApiKey } from '../../reads/identity/api-keys.ts'
import { ApiKeys } from './api-keys.ts'

const key = newApiKey()
const stored: StoredApiKey = {
  id: 1,
  name: 'shop',
  role: 'business',
  hash: hashOfApiKey(key),
  createdAt: 0,
  expiresAt: null,
  revokedAt: null,
}

function givenDatabase() {
  const state = { now: 1_000_000, rows: [stored], isAway: false, reads: 0 }
  const read = async () => {
    state.reads += 1
    if (state.isAway) throw new Error('connection refused')
    return state.rows
  }
  return { state, keys: new ApiKeys(read, () => state.now) }
}

it('reads the database once for all who ask at once', async () => {
  const { state, keys } = givenDatabase()
  await Promise.all(Array.from({ length: 100 }, () => keys.check(key)))
  expect(state.reads).toBe(1)
})

it('a revoked key stops within a second', async () => {
  const { state, keys } = givenDatabase()
  expect(await keys.check(key)).toMatchObject({ keyId: 1 })
  state.rows = [{ ...stored, revokedAt: state.now }]
  state.now += 1_000
  expect(await keys.check(key)).toMatchObject({ refused: { code: 'INVALID_KEY' } })
})

it('while the database is away a known key holds for 60 seconds, an unknown one can not be judged', async () => {
  const { state, keys } = givenDatabase()
  await keys.check(key)
  state.isAway = true
  state.now += 59_000
  expect(await keys.check(key)).toMatchObject({ keyId: 1 })
  expect(await keys.check(newApiKey())).toMatchObject({ refused: { code: 'KEYS_UNAVAILABLE' } })
  state.now += 1_001
  expect(await keys.check(key)).toMatchObject({ refused: { code: 'KEYS_UNAVAILABLE' } })
  state.isAway = false
  state.now += 1_000
  expect(await keys.check(key)).toMatchObject({ keyId: 1 })
})

it('a key that was made a moment ago counts; a thousand unknown ones ask the database once or twice', async () => {
  const { state, keys } = givenDatabase()
  await keys.check(key)
  const made = newApiKey()
  state.rows = [stored, { ...stored, id: 2, hash: hashOfApiKey(made) }]
  const unknown = Array.from({ length: 1_000 }, () => keys.check(newApiKey()))
  expect(await keys.check(made)).toMatchObject({ keyId: 2 })
  expect(new Set((await Promise.all(unknown)).map((check) => 'refused' in check))).toEqual(new Set([true]))
  expect(state.reads).toBeLessThanOrEqual(3)
})

it('a database that never answers holds nobody up for long', async () => {
  const keys = new ApiKeys(() => new Promise(() => {}))
  expect(await keys.check(key)).toMatchObject({ refused: { code: 'KEYS_UNAVAILABLE' } })
})
