import { expect, it } from 'vitest'
import type { Operator } from '../routes/route.ts'
import { OnceLink } from './once-link.ts'
import { Sessions } from './sessions.ts'

const MINUTE_MS = 60_000
const KIM: Operator = { kind: 'operator', keyId: 7, name: 'kim', role: 'admin' }

function clock() {
  let nowMs = Date.UTC(2026, 0, 1)
  return {
    now: () => nowMs,
    passes: (minutes: number) => {
      nowMs += minutes * MINUTE_MS
    },
  }
}

it('a session that is used goes on, one that is not ends after half an hour', () => {
  const { now, passes } = clock()
  const sessions = new Sessions(now)
  const { token } = sessions.begin(KIM)
  for (let times = 0; times < 10; times += 1) {
    passes(29)
    expect(sessions.use(token)?.operator).toBe(KIM)
  }
  passes(29)
  expect(sessions.operatorOf(token)).toBe(KIM)
  passes(1)
  expect(sessions.use(token)).toBeNull()
})

it('however much it is used, it ends after eight hours', () => {
  const { now, passes } = clock()
  const sessions = new Sessions(now)
  const { token, session } = sessions.begin(KIM)
  expect(session.expiresAt).toBe(now() + 30 * MINUTE_MS)
  for (let minutes = 20; minutes < 480; minutes += 20) {
    passes(20)
    expect(sessions.use(token)).not.toBeNull()
  }
  passes(20)
  expect(sessions.use(token)).toBeNull()
})

it('a key has fifty sessions at most: the oldest gives way', () => {
  const sessions = new Sessions()
  const tokens = Array.from({ length: 52 }, () => sessions.begin(KIM).token)
  const other = sessions.begin({ ...KIM, keyId: 8 }).token
  expect(tokens.map((token) => sessions.use(token) !== null).indexOf(true)).toBe(2)
  expect(sessions.count).toBe(51)
  sessions.endAllOf(7)
  expect([sessions.use(tokens[51]!), sessions.use(other)?.operator.keyId]).toEqual([null, 8])
})

it('the link of the terminal counts once, and only for a quarter of an hour', () => {
  const { now, passes } = clock()
  const tokenOf = (link: OnceLink) => link.urlAt('http://127.0.0.1:1/admin/').split('#once=')[1]!
  const [used, late] = [new OnceLink(now), new OnceLink(now)]
  const [token, other] = [tokenOf(used), tokenOf(late)]
  expect(token).not.toBe(other)
  expect([used.use(''), used.use(other), used.use(token), used.use(token)]).toEqual([
    false,
    false,
    true,
    false,
  ])
  passes(16)
  expect(late.use(other)).toBe(false)
})
