import { describe, expect, it } from 'vitest'
import { AdminPlace } from './admin-place.ts'

describe('behind a proxy', () => {
  const place = new AdminPlace('https://admin.shop.example')

  it.each(['admin.shop.example', 'ADMIN.shop.example', 'admin.shop.example:443'])('%s is its own', (host) => {
    expect(place.isOwnHost(host)).toBe(true)
    expect(place.isOwnOrigin(`https://${host}`)).toBe(true)
  })

  it.each([
    ...['admin.shop.example:80', 'admin.shop.example:8443', 'shop.example', '', 'x@admin.shop.example'],
    ...['admin.shop.example/', 'admin.shop.example\\x', 'admin.shop.example#', 'admin.shop.example.'],
  ])('%s is none of it', (host) => expect(place.isOwnHost(host)).toBe(false))

  it('a page without TLS, and no page at all, are none of it', () => {
    for (const origin of ['http://admin.shop.example', 'null', ''])
      expect(place.isOwnOrigin(origin)).toBe(false)
    expect(place.isOwnHost(undefined)).toBe(false)
  })
})

describe.each([
  ['127.0.0.1:8788', ['localhost:8788', '127.0.0.1:8788', '[::1]:8788'], ['localhost', '127.0.0.1:80']],
  [
    '127.0.0.1:80',
    ['localhost', 'localhost:80', '127.0.0.1', '[::1]:80'],
    ['localhost:443', 'localhost:8788'],
  ],
])('on this machine, at %s', (at, own, others) => {
  const place = new AdminPlace(null)
  place.listensOn(`http://${at}`)

  it.each(own)('%s is its own', (host) => {
    expect(place.isOwnHost(host)).toBe(true)
    expect(place.isOwnOrigin(`http://${host}`)).toBe(true)
  })

  it.each(others)('%s is none of it', (host) => expect(place.isOwnHost(host)).toBe(false))
})
