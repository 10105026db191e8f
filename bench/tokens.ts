import Table from 'cli-table3'
import { createVerifier } from 'fast-jwt'
import { jwtVerify, SignJWT } from 'jose'
import { SecretTokens } from '../src/http/identity/secret-tokens.ts'
import { median } from './measured-run.ts'

/** Distinct users, as in a sale: no cache helps. */
const TOKENS = 20_000
const ROUNDS = 7
/** As many requests as are under way at once: jose answers through promises. */
const AT_ONCE = 64

const secret = Buffer.from('a secret of the bench, long enough for HS256, and for its siblings')
const expiry = Math.floor(Date.now() / 1_000) + 3_600
const tokens = await Promise.all(
  Array.from({ length: TOKENS }, (_, user) =>
    new SignJWT({ sub: String(user + 1), aud: 'axon', exp: expiry, grade: 'gold' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(secret),
  ),
)

const own = new SecretTokens(secret, { audience: 'axon', issuer: null, userClaim: 'sub' })
const fastJwt = createVerifier({ key: secret, algorithms: ['HS256', 'HS384', 'HS512'], allowedAud: 'axon' })
const joseKey = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
  'verify',
])

/** Each checks all tokens once, and throws at one that it refuses. */
const contenders: Readonly<Record<string, () => Promise<void>>> = {
  'node:crypto (Axon)': async () => {
    for (const token of tokens) if ('refused' in own.check(token)) throw new Error('refused')
  },
  'fast-jwt': async () => {
    for (const token of tokens) fastJwt(token)
  },
  jose: async () => {
    for (let at = 0; at < TOKENS; at += AT_ONCE) {
      const some = tokens.slice(at, at + AT_ONCE)
      await Promise.all(
        some.map((token) => jwtVerify(token, joseKey, { algorithms: ['HS256'], audience: 'axon' })),
      )
    }
  },
}

const microseconds = Object.fromEntries(Object.keys(contenders).map((name) => [name, [] as number[]]))
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, checkAll] of Object.entries(contenders)) {
    const before = process.cpuUsage()
    await checkAll()
    const { user, system } = process.cpuUsage(before)
    // The first round warms up.
    if (round > 0) microseconds[name]!.push((user + system) / TOKENS)
  }
}

const [first] = Object.values(microseconds)
const table = new Table({
  head: ['HS256, each token once', 'CPU of a token', 'times Axon'],
  colAligns: ['left', 'right', 'right'],
  style: { head: [], border: [] },
})
for (const [name, each] of Object.entries(microseconds)) {
  const ratio = median(each.map((value, round) => value / first![round]!))
  table.push([name, `${median(each).toFixed(1)} µs`, ratio.toFixed(2)])
}
console.log(table.toString())
