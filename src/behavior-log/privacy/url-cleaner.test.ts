import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DROPPED_QUERY } from '../../domain/privacy/dropped-query.ts'
import { UrlCleaner } from './url-cleaner.ts'

const cleaner = new UrlCleaner(`${DROPPED_QUERY},비밀`)
const HOST = 'https://shop.example'

it.each([
  ['/a', '/a'],
  ['/a?x=1&y=2#top', '/a?x=1&y=2#top'],
  ['/a?token=S', '/a'],
  ['/a?x=1&token=S&y=%20', '/a?x=1&y=%20'],
  ['/a?TOKEN=S&x', '/a?x'],
  ['/a?%74oken=S', '/a'],
  ['/a?%54OKEN=S&%zz=1', '/a?%zz=1'],
  ['/a?to\nken=S', '/a'],
  ['/a?+token=S', '/a'],
  ['/a?%EB%B9%84%EB%B0%80=S&비밀=S', '/a'],
  ['/a?user[email]=S&user%5Bpassword%5D=S&user[name]=N', '/a?user[name]=N'],
  ['/a?mytoken=1&token', '/a?mytoken=1&token'],
  ['/a#access_token=S&state=1', '/a#state=1'],
  ['/a#token=S', '/a'],
  ['/a#/b?token=S&x=1', '/a#/b?x=1'],
  ['/a#/b?token=S', '/a#/b'],
  ['/a#!/b?token=S#c', '/a#!/b'],
  ['/a;sid=S/b;x=1?y=1', '/a/b;x=1?y=1'],
  ['/login?next=%2Fb%3Ftoken%3DS&x=1', '/login?x=1'],
  ['/login?next=/b?token=S', '/login'],
  ['/login?next=%252Fb%253Fsid%253DS', '/login?next=%252Fb%253Fsid%253DS'],
  ['/login?next=/b%3Fx%3D1', '/login?next=/b%3Fx%3D1'],
])('%s → %s', (given, cleaned) => {
  expect(cleaner.clean(HOST + given)).toBe(HOST + cleaned)
  expect(cleaner.clean(given)).toBe(cleaned)
})

it('takes out who logs in by the URL', () => {
  expect(cleaner.clean('https://user:S@shop.example/a@b')).toBe('https://shop.example/a@b')
  expect(cleaner.clean('//S@shop.example/?q=a@b')).toBe('//shop.example/?q=a@b')
})

it('leaves no such parameter wherever it stands, and cleans once for all', () => {
  const name = fc.constantFrom('token', 'Email', '%70assword', 'x', 'q', 'a[key]')
  const pair = fc.tuple(name, fc.constantFrom('S', '1', '%20', '')).map((parts) => parts.join('='))
  const query = fc.array(pair, { maxLength: 4 }).map((pairs) => pairs.join('&'))
  const url = fc.tuple(query, query).map(([search, hash]) => `${HOST}/p?${search}#/r?${hash}`)
  fc.assert(
    fc.property(url, (given) => {
      const cleaned = cleaner.clean(given)
      expect(cleaned).not.toMatch(/token|mail|assword|key/i)
      expect(cleaner.clean(cleaned)).toBe(cleaned)
    }),
    { numRuns: 200 },
  )
})
