import { createHmac, generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../../services/wait-until.ts'
import { runHere } from '../cli/run-here.ts'
import { RunningService, SECRET, tokenOf } from './running-service.ts'

const nowS = (): number => Math.floor(Date.now() / 1_000)

let service: RunningService
beforeAll(async () => {
  service = await RunningService.start()
})
afterAll(() => service.stop())

describe('users', () => {
  it('a token names its user, whatever else it says', async () => {
    const { status, body } = await service.enter(await tokenOf(42, { userId: 7, admin: true }))
    expect(status).toBe(201)
    expect(body).toMatchObject({ outcome: 'approved', userId: 42, sequence: 1 })
  })

  it('a body that names a user is refused, and the field is named', async () => {
    const { status, body } = await service.enter(await tokenOf(43), { userId: 7 })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'INVALID_REQUEST', errors: [{ field: 'userId' }] })
  })

  it.each<[string, () => Promise<string> | string, number]>([
    ['from the future by 6 s', () => tokenOf(51, { iat: nowS() + 6, nbf: nowS() + 6 }), 201],
    ['from the future by 61 s', () => tokenOf(52, { iat: nowS() + 61 }), 401],
    ['valid from 61 s in the future on', () => tokenOf(53, { nbf: nowS() + 61 }), 401],
    ['expired', () => tokenOf(54, { exp: nowS() - 60 }), 401],
    ['of another audience', () => tokenOf(55, { aud: 'bank' }), 401],
    ['whose subject is a name', () => tokenOf('kim'), 401],
    ['whose subject is 2^53', () => tokenOf('9007199254740992'), 401],
    ['of another secret', () => tokenOf(56, {}, 'another secret, which is long enough as well'), 401],
    ['that is garbage', () => 'garbage', 401],
    [
      'with alg none',
      () => `${part({ alg: 'none' })}.${part({ sub: '57', aud: 'axon', exp: nowS() + 60 })}.`,
      401,
    ],
  ])('a token %s: %s', async (_, token, expected) => {
    const { status, body, headers } = await service.enter(await token())
    expect(status).toBe(expected)
    if (expected !== 401) return
    expect(body).toMatchObject({
      status: 401,
      code: expect.stringMatching(/^(INVALID_TOKEN|TOKEN_EXPIRED)$/),
    })
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(headers.get('content-type')).toContain('application/problem+json')
  })

  it.each([undefined, 'Basic a2ltOnNlY3JldA==', 'Bearer', 'Bearer ', 'bearer-token'])(
    'no token (%s): 401',
    async (authorization) => {
      const { status, body } = await service.ask('/v1/activities/1/entries', {
        method: 'POST',
        body: {},
        headers: authorization === undefined ? {} : { authorization },
      })
      expect([status, body.code]).toEqual([401, 'UNAUTHENTICATED'])
    },
  )

  it('a user sees his own entry only', async () => {
    const { status } = await service.ask('/v1/activities/1/entries/me', { token: await tokenOf(42) })
    const other = await service.ask('/v1/activities/1/entries/me', { token: await tokenOf(99) })
    expect([status, other.status, other.body.code]).toEqual([200, 404, 'NO_ENTRY'])
  })
})

describe('users of a login that publishes its keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let folder: string
  let service: RunningService
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axon-test-'))
    const file = join(folder, 'jwks.json')
    await writeFile(file, JSON.stringify({ keys: [{ ...(await exportJWK(rsa.publicKey)), kid: 'one' }] }))
    service = await RunningService.start({ args: ['--jwks-file', file, '--jwt-any-audience'], env: {} })
  })
  afterAll(async () => {
    await service.stop()
    await rm(folder, { recursive: true })
  })

  it('a token of that login counts; HS256 signed with the public key does not', async () => {
    const claims = { sub: '42', exp: nowS() + 60 }
    const good = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(rsa.privateKey)
    const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
    const head = `${part({ alg: 'HS256', kid: 'one' })}.${part(claims)}`
    const forged = `${head}.${createHmac('sha256', pem).update(head).digest('base64url')}`
    expect((await service.enter(forged)).status).toBe(401)
    expect((await service.enter(good)).status).toBe(201)
  })
})

describe('keys and sites', () => {
  it("a shop's server enters for the user it names", async () => {
    const { key } = await service.makeKey('business')
    const { status, body } = await service.enter(key, { userId: '142' })
    expect([status, body.userId]).toEqual([201, 142])
    const unnamed = await service.enter(key, {})
    expect([unnamed.status, unnamed.body.errors[0].field]).toEqual([400, 'userId'])
  })

  it('other roles may not, and unknown keys are nobody', async () => {
    const { key } = await service.makeKey('viewer')
    expect((await service.enter(key, { userId: 43 })).status).toBe(403)
    expect((await service.enter(`axk_${'A'.repeat(43)}`, { userId: 43 })).body.code).toBe('INVALID_KEY')
    const mine = await service.ask('/v1/activities/1/entries/me', { token: key })
    expect(mine.status).toBe(403)
  })

  it('a revoked key stops within a second, with the service running', async () => {
    const { id, key } = await service.makeKey('business')
    expect((await service.enter(key, { userId: 44 })).status).toBe(201)
    expect((await service.folder.axon(['keys', 'revoke', String(id)])).code).toBe(0)
    const isRefused = async (): Promise<boolean> => (await service.enter(key, { userId: 44 })).status === 401
    expect(await waitUntil(isRefused, 1_000)).toBe(true)
  })

  it('a business item that looks like a command is refused', async () => {
    const approved = async () => (await service.folder.status()).activities[0]!.approved
    const before = await approved()
    const { key } = await service.makeKey('business')
    const command = { campaignActivityType: 'FIRST_COME_FIRST_SERVE', campaignActivityId: 1, userId: 99 }
    const items = [
      { ...command, messageId: 'm-1' },
      { ...command, messageId: 'm-2', triggerType: 'LOGIN_SUCCESS' },
    ]
    for (const item of items) {
      const { status, body } = await service.ask('/v1/business-events', {
        method: 'POST',
        token: key,
        body: { items: [item] },
      })
      if (status === 200) expect(body.items[0].outcome).toBe('recorded')
      else expect(status).toBe(400)
    }
    expect(await approved()).toBe(before)
  })

  it('the pages of a site may read answers, those of others may not; the state of an activity is for all', async () => {
    await service.addSite('https://shop.example')
    const entry = async (origin: string) =>
      (await service.enter(await tokenOf(60), {}, { origin })).headers.get('access-control-allow-origin')
    expect(
      await waitUntil(async () => (await entry('https://shop.example')) === 'https://shop.example', 2_000),
    ).toBe(true)
    const refused = await service.enter('garbage', {}, { origin: 'https://shop.example' })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      401,
      'https://shop.example',
    ])
    expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After')
    expect(await entry('https://evil.example')).toBeNull()
    expect(await entry('null')).toBeNull()
    const state = await service.ask('/v1/activities/1', { headers: { origin: 'https://evil.example' } })
    expect(state.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('a browser may ask before it sends, and keep the answer', async () => {
    const preflight = (origin: string) =>
      service.ask('/v1/activities/1/entries', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      })
    const { status, headers } = await preflight('https://shop.example')
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(headers.get('access-control-allow-methods')).toContain('POST')
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(60)
    expect(headers.get('vary')).toContain('Origin')
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('limits', () => {
  let service: RunningService
  beforeAll(async () => {
    service = await RunningService.start({ args: ['--limit-user', '1/m', '--limit-ip', '2/s'] })
  })
  afterAll(() => service.stop())

  it('a user who asks too often is told when to come back; a made-up X-Forwarded-For makes no other address', async () => {
    const token = await tokenOf(42)
    expect((await service.enter(token)).status).toBe(201)
    const { status, body, headers } = await service.enter(token)
    expect([status, body.code]).toEqual([429, 'TOO_MANY_REQUESTS'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    const statuses = []
    for (let user = 100; user < 120; user += 1) {
      const answer = await service.enter(await tokenOf(user), {}, { 'x-forwarded-for': `198.51.100.${user}` })
      statuses.push(answer.status)
    }
    expect(statuses).toContain(429)
  })
})

it.each<[string[], Record<string, string>, string]>([
  [['--jwt-audience', 'axon'], { AXON_JWT_SECRET: 'short' }, 'needs 32 or more'],
  [[], { AXON_JWT_SECRET: SECRET }, '--jwt-audience'],
  [['--jwt-audience', 'axon'], {}, 'no token could be checked'],
  [['--jwt-audience', ''], { AXON_JWT_SECRET: SECRET }, 'It must not be empty'],
  [['--jwt-user-claim', ''], { AXON_JWT_SECRET: SECRET }, 'It must not be empty'],
  [['--name', ''], { AXON_JWT_SECRET: SECRET }, 'It must have 1 to 100 characters'],
  [['--jwks-url', 'http://login.example/keys', '--jwt-audience', 'axon'], {}, 'https'],
  [
    ['--jwks-file', 'x.json', '--jwt-audience', 'axon'],
    { AXON_JWT_SECRET: SECRET },
    'tokens are checked in one way',
  ],
  [['--jwks-file', 'missing.json', '--jwt-audience', 'axon'], {}, "--jwks-file missing.json can't be used"],
  [['--jwks-file', '/dev/null', '--jwt-audience', 'axon'], {}, 'it is not a JSON Web Key Set'],
  [['--trust-proxy', 'shop.example'], { AXON_JWT_SECRET: SECRET }, 'addresses and networks'],
  [['--limit-user', 'many'], { AXON_JWT_SECRET: SECRET }, '5/s'],
])('axon serve %j with %j refuses to start: %s', async (args, env, why) => {
  const { code, stderr } = await runHere(['serve', '--port', '0', ...args], { cwd: service.folder.path, env })
  expect(code).toBe(2)
  expect(stderr).toContain(why)
})

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
