import { createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SecretTokens } from '../../src/http/identity/secret-tokens.ts'
import { runHere } from './run-here.ts'

const SECRET = 'a secret for this test alone, of more than 32 bytes'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'axon-test-'))
})
afterAll(() => rm(cwd, { recursive: true }))

const run = (line: string, secret?: string) =>
  runHere(line.split(' '), { cwd, env: secret === undefined ? {} : { AXON_JWT_SECRET: secret } })

it('keys are made, listed without themselves, and revoked', async () => {
  const made = await run('keys create --name shop --role business --expires 90d --json')
  expect(made.code).toBe(0)
  const { id, key, ...rest } = JSON.parse(made.stdout)
  expect(rest).toEqual({ name: 'shop', role: 'business' })
  expect(key).toMatch(/^axk_/)
  const plain = await run('keys create --name kim --role admin')
  expect(plain.stdout).toMatch(/^axk_[\w-]{43}\n$/)
  const again = await run('keys create --name kim --role viewer')
  expect(again).toMatchObject({ code: 2, stdout: '' })
  expect(again.stderr).toContain('there is a key named kim already')
  expect((await run(`keys revoke ${id} --json`)).code).toBe(0)
  const list = await run('keys list --json')
  expect(JSON.parse(list.stdout).keys).toMatchObject([
    { id, name: 'shop', role: 'business', state: 'revoked' },
    { name: 'kim', role: 'admin', state: 'good', expiresAt: null },
  ])
  expect(list.stdout).not.toContain(key)
  expect((await run('keys list')).stdout).toContain('kim')
})

it('sites are added, listed, changed and removed', async () => {
  const added = await run(
    'sites add --name shop --origin https://Shop.example/ --origin http://localhost:3000 --json',
  )
  const { id, key, ...rest } = JSON.parse(added.stdout)
  expect(rest).toEqual({ name: 'shop', origins: ['https://shop.example', 'http://localhost:3000'] })
  expect(JSON.parse((await run('sites list --json')).stdout).sites).toMatchObject([{ id, key, ...rest }])
  await run(`sites update ${id} --origin https://store.example`)
  expect((await run(`sites update ${id} --name store`)).stdout).toBe(
    `site ${id} (store): https://store.example\n`,
  )
  expect((await run(`sites remove ${id}`)).stdout).toContain('is removed')
  expect(JSON.parse((await run('sites list --json')).stdout)).toEqual({ sites: [] })
})

it('a token of a user is one that the server takes', async () => {
  const file = join(cwd, 'secret')
  await writeFile(file, `${SECRET}\n`)
  const token = await run(`token --user 42 --expires 10m --claim grade=gold --jwt-secret-file ${file}`)
  const tokens = new SecretTokens(Buffer.from(SECRET), { audience: 'axon', issuer: null, userClaim: 'sub' })
  expect(tokens.check(token.stdout.trim())).toMatchObject({
    user: { userId: 42, attributes: { grade: 'gold' } },
  })
  expect((await run('token --user 42', SECRET)).code).toBe(0)
})

it.each<[string, string]>([
  ['keys create --name shop', "'--role <role>' not specified"],
  ['keys create --name shop --role root', 'Allowed choices are business, admin, viewer'],
  ['keys create --name shop --role admin --expires 90', 'It must be a time such as 90d'],
  ['keys revoke 99', 'there is no key 99'],
  ['sites add --name shop', "'--origin <origin>' not specified"],
  ['sites add --name shop --origin https://*.example', 'It must be an origin'],
  ['sites add --name shop --origin https://shop.example/path', 'It must be an origin'],
  ['sites add --name shop --origin shop.example', 'It must be an origin'],
  ['sites add --origin https://shop.example --name=', 'It must have 1 to 100 characters'],
  ['sites update 99 --name x', 'there is no site 99'],
  ['sites update 1', 'nothing is to be changed'],
  ['sites remove 99', 'there is no site 99'],
  ['token --user 0', 'It must be an integer from 1'],
  ['token --user 42', 'set AXON_JWT_SECRET or --jwt-secret-file'],
  ['token --user 42 --jwt-secret-file no-such-file', "can't be read"],
])('axon %s: exit 2', async (line, why) => {
  const { code, stderr, stdout } = await run(line)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(why)
})

it('a short secret is refused', async () => {
  const secret = createHmac('md5', 'short').digest('hex').slice(0, 31)
  const { code, stderr } = await run('token --user 42', secret)
  expect(code).toBe(2)
  expect(stderr).toContain('the secret has 31 bytes, and needs 32 or more')
  expect(stderr).not.toContain(secret)
})
