import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { exportJWK, type JWTPayload, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { KeySet } from './key-set.ts'
import { KeySetTokens } from './key-set-tokens.ts'
import type { ClaimRules } from './read-claims.ts'
import { SecretTokens } from './secret-tokens.ts'
import type { TokenCheck } from './token-check.ts'

const NOW = Date.parse('2026-05-01T10:00:00Z')
const NOW_S = NOW / 1_000
const now = (): number => NOW

const RULES: ClaimRules = { audience: 'axon', issuer: null, userClaim: 'sub' }
const GOOD = { sub: '42', aud: 'axon', exp: NOW_S + 600, iat: NOW_S }

const secret = Buffer.from('a secret of a shop, at least 32 bytes long, for HS512 too: 64 bytes!')
const other = Buffer.from('some other secret, which is at least 32 bytes long as well, and more')

const signed = (
  claims: JWTPayload | object,
  key: Uint8Array | KeyObject,
  alg = 'HS256',
  header: object = {},
) => new SignJWT(claims as JWTPayload).setProtectedHeader({ alg, ...header }).sign(key)

/** Any payload, any header: what no library would sign. */
function handMade(payload: string, header: object, key: Buffer = secret): string {
  const text = `${base64url(JSON.stringify(header))}.${base64url(payload)}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}
const base64url = (text: string): string => Buffer.from(text).toString('base64url')

const outcome = (check: TokenCheck): number | string =>
  'refused' in check ? check.refused.code : check.user.userId

describe('tokens signed with a secret', () => {
  const tokens = new SecretTokens(secret, RULES, now)
  const hs256 = { alg: 'HS256' }

  it.each(['HS256', 'HS384', 'HS512'])('%s is taken', async (alg) => {
    const check = tokens.check(await signed({ ...GOOD, email: 'a@b.example', grade: 'gold' }, secret, alg))
    expect(check).toEqual({
      user: { userId: 42, attributes: { email: 'a@b.example', grade: 'gold' } },
      expiresAtMs: NOW + 610_000,
    })
  })

  it.each<[string, object]>([
    ['expired within the skew', { exp: NOW_S - 9 }],
    ['issued 6 s in the future', { iat: NOW_S + 6 }],
    ['valid from 6 s in the future on', { nbf: NOW_S + 6 }],
    ['one of several audiences', { aud: ['shop', 'axon'] }],
    ['an id that is a number', { sub: 42 }],
  ])('is taken: %s', async (_, claims) => {
    expect(outcome(tokens.check(await signed({ ...GOOD, ...claims }, secret)))).toBe(42)
  })

  it.each<[string, object]>([
    ['issued 61 s in the future', { iat: NOW_S + 61 }],
    ['valid from 61 s in the future on', { nbf: NOW_S + 61 }],
    ['valid from no instant', { nbf: 'soon' }],
    ['without exp', { exp: undefined }],
    ['exp is text', { exp: String(NOW_S + 600) }],
    ['exp is null', { exp: null }],
    ['without audience', { aud: undefined }],
    ['of another audience', { aud: 'bank' }],
    ['of other audiences', { aud: ['bank', 'axon2'] }],
    ['without subject', { sub: undefined }],
    ['the subject is a name', { sub: 'kim' }],
    ['the subject is 0', { sub: '0' }],
    ['the subject is negative', { sub: -1 }],
    ['the subject is 2^53', { sub: '9007199254740992' }],
    ['the subject is a fraction', { sub: 1.5 }],
    ['the subject is a list', { sub: [42] }],
    ['the subject is true', { sub: true }],
  ])('is refused: %s', async (_, claims) => {
    const payload = Object.fromEntries(
      Object.entries({ ...GOOD, ...claims }).filter(([, value]) => value !== undefined),
    )
    expect(outcome(tokens.check(handMade(JSON.stringify(payload), hs256)))).toBe('INVALID_TOKEN')
  })

  it('is refused as expired: 11 s ago', async () => {
    expect(outcome(tokens.check(await signed({ ...GOOD, exp: NOW_S - 11 }, secret)))).toBe('TOKEN_EXPIRED')
  })

  it('never rounds a subject', () => {
    const payload = `{"sub": 9007199254740990.9, "aud": "axon", "exp": ${NOW_S + 600}}`
    expect(outcome(tokens.check(handMade(payload, hs256)))).toBe('INVALID_TOKEN')
  })

  it.each<[string, string]>([
    ['nothing', ''],
    ['garbage', 'garbage'],
    ['three dots', '...'],
    ['alg none without signature', `${base64url('{"alg":"none"}')}.${base64url(JSON.stringify(GOOD))}.`],
    ['alg none with a signature', handMade(JSON.stringify(GOOD), { alg: 'none' })],
    ['alg NONE', handMade(JSON.stringify(GOOD), { alg: 'NONE' })],
    ['no alg', handMade(JSON.stringify(GOOD), {})],
    ['an alg of Object.prototype', handMade(JSON.stringify(GOOD), { alg: 'constructor' })],
    ['RS256 with the MAC of the secret', handMade(JSON.stringify(GOOD), { alg: 'RS256' })],
    ['a critical extension', handMade(JSON.stringify(GOOD), { alg: 'HS256', crit: ['b64'], b64: false })],
    ['another secret', handMade(JSON.stringify(GOOD), hs256, other)],
    ['HS512 with a MAC of HS256', handMade(JSON.stringify(GOOD), { alg: 'HS512' })],
    ['a payload that is a list', handMade('[1]', hs256)],
    ['a payload that is null', handMade('null', hs256)],
    ['a payload that is no JSON', handMade('{"sub": 42', hs256)],
    ['a header that is null', `${base64url('null')}.${base64url('{}')}.AAAA`],
    ['9 KiB', handMade(JSON.stringify({ ...GOOD, more: 'x'.repeat(9_000) }), hs256)],
    ['white space around it', ` ${handMade(JSON.stringify(GOOD), hs256)}`],
  ])('is refused: %s', (_, token) => {
    expect(outcome(tokens.check(token))).toBe('INVALID_TOKEN')
  })

  it('is refused whichever character of it is changed', async () => {
    const token = await signed(GOOD, secret)
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
      if (changed !== token) expect(outcome(tokens.check(changed))).toBe('INVALID_TOKEN')
    }
  })

  it('a claim __proto__ is data', () => {
    const payload = `{"__proto__": {"admin": true}, "sub": "42", "aud": "axon", "exp": ${NOW_S + 600}}`
    const check = tokens.check(handMade(payload, hs256))
    expect(outcome(check)).toBe(42)
    expect((check as { user: { attributes: { admin?: boolean } } }).user.attributes.admin).toBeUndefined()
  })

  it('the issuer, the audience and the claim of the user are as configured', async () => {
    const own = new SecretTokens(
      secret,
      { audience: null, issuer: 'https://login.example', userClaim: 'uid' },
      now,
    )
    const claims = { uid: '7', sub: 'kim', exp: NOW_S + 600, iss: 'https://login.example' }
    expect(await own.check(await signed(claims, secret))).toMatchObject({
      user: { userId: 7, attributes: { sub: 'kim' } },
    })
    expect(outcome(own.check(await signed({ ...claims, iss: 'https://evil.example' }, secret)))).toBe(
      'INVALID_TOKEN',
    )
    expect(outcome(own.check(await signed({ ...claims, iss: undefined }, secret)))).toBe('INVALID_TOKEN')
  })
})

describe('tokens signed with published keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ed = generateKeyPairSync('ed25519')
  const setOf = async (keys: Record<string, KeyObject>, more: object[] = []): Promise<string> => {
    const jwks = Object.entries(keys).map(async ([kid, key]) => ({ ...(await exportJWK(key)), kid }))
    return JSON.stringify({ keys: [...(await Promise.all(jwks)), ...more] })
  }
  const published = { rsa: rsa.publicKey, ec: ec.publicKey, ed: ed.publicKey }
  const givenKeys = (document: string) => new KeySet({ read: async () => document, now })

  it.each<[string, string, KeyObject]>([
    ['RS256', 'rsa', rsa.privateKey],
    ['RS512', 'rsa', rsa.privateKey],
    ['PS256', 'rsa', rsa.privateKey],
    ['ES256', 'ec', ec.privateKey],
    ['EdDSA', 'ed', ed.privateKey],
  ])('%s is taken, again and again', async (alg, kid, key) => {
    const tokens = new KeySetTokens(givenKeys(await setOf(published)), RULES, now)
    const token = await signed(GOOD, key, alg, { kid })
    expect([outcome(await tokens.check(token)), outcome(await tokens.check(token))]).toEqual([42, 42])
  })

  it('refuses what is signed with HS256 and the public key as the secret', async () => {
    const document = await setOf(published)
    const tokens = new KeySetTokens(givenKeys(document), RULES, now)
    const texts = [
      rsa.publicKey.export({ type: 'spki', format: 'pem' }),
      rsa.publicKey.export({ type: 'pkcs1', format: 'der' }),
      JSON.stringify(await exportJWK(rsa.publicKey)),
      document,
    ]
    for (const text of texts) {
      const token = handMade(JSON.stringify(GOOD), { alg: 'HS256', kid: 'rsa' }, Buffer.from(text))
      expect(outcome(await tokens.check(token))).toBe('INVALID_TOKEN')
    }
  })

  it('refuses a key of the wrong family, a key of its own, and a secret in the set', async () => {
    const oct = { kty: 'oct', kid: 'oct', k: secret.toString('base64url') }
    const tokens = new KeySetTokens(givenKeys(await setOf(published, [oct])), RULES, now)
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const wrong = [
      await signed(GOOD, ec.privateKey, 'ES256', { kid: 'rsa' }),
      await signed(GOOD, stranger.privateKey, 'RS256', { kid: 'rsa' }),
      await signed(GOOD, stranger.privateKey, 'RS256', {
        kid: 'rsa',
        jwk: await exportJWK(stranger.publicKey),
      }),
      await signed(GOOD, secret, 'HS256', { kid: 'oct' }),
      `${base64url('{"alg":"none","kid":"rsa"}')}.${base64url(JSON.stringify(GOOD))}.AAAA`,
    ]
    for (const token of wrong) expect(outcome(await tokens.check(token))).toBe('INVALID_TOKEN')
  })

  it('looks for a new key once in 10 seconds, and forgets a key that was taken back', async () => {
    let at = NOW
    let document = await setOf({ rsa: rsa.publicKey })
    let reads = 0
    const read = async (): Promise<string> => {
      reads += 1
      return document
    }
    const keys = new KeySet({ read, now: () => at })
    const tokens = new KeySetTokens(keys, RULES, () => at)
    const old = await signed(GOOD, rsa.privateKey, 'RS256', { kid: 'rsa' })
    const young = await signed(GOOD, ec.privateKey, 'ES256', { kid: 'ec' })
    expect(outcome(await tokens.check(old))).toBe(42)
    expect(outcome(await tokens.check(young))).toBe('INVALID_TOKEN')
    document = await setOf({ ec: ec.publicKey })
    at += 9_999
    expect(outcome(await tokens.check(young))).toBe('INVALID_TOKEN')
    expect(reads).toBe(1)
    at += 1
    const checks = await Promise.all([tokens.check(young), tokens.check(young), tokens.check(young)])
    expect(checks.map(outcome)).toEqual([42, 42, 42])
    expect(reads).toBe(2)
    expect(outcome(await tokens.check(old))).toBe('INVALID_TOKEN')
  })

  it('keeps the last good keys for 24 hours of an outage, then is closed until the keys are back', async () => {
    let at = NOW
    let isAway = false
    const document = await setOf(published)
    const failures: string[] = []
    const read = async (): Promise<string> => {
      if (isAway) throw new Error('connect ECONNREFUSED')
      return document
    }
    const keys = new KeySet({ read, onFailure: (why) => failures.push(why), now: () => at })
    const tokens = new KeySetTokens(keys, { ...RULES }, () => at)
    const token = await signed({ ...GOOD, exp: NOW_S + 3 * 86_400 }, rsa.privateKey, 'RS256', { kid: 'rsa' })
    expect(outcome(await tokens.check(token))).toBe(42)
    isAway = true
    at += 24 * 3_600_000
    expect(outcome(await tokens.check(token))).toBe(42)
    at += 20_000
    expect(outcome(await tokens.check(token))).toBe('KEYS_UNAVAILABLE')
    expect(new Set(failures)).toEqual(new Set(['connect ECONNREFUSED']))
    isAway = false
    at += 10_000
    expect(outcome(await tokens.check(token))).toBe(42)
  })

  it.each(['', '{}', '{"keys": []}', '{"keys": [{"kty": "oct", "k": "AAAA"}]}', '[1]'])(
    'is closed when the set is %j',
    async (document) => {
      const tokens = new KeySetTokens(givenKeys(document), RULES, now)
      const token = await signed(GOOD, rsa.privateKey, 'RS256', { kid: 'rsa' })
      expect(outcome(await tokens.check(token))).toBe('KEYS_UNAVAILABLE')
    },
  )
})
