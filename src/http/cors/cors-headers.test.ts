import { expect, it } from 'vitest'
import { corsHeaders, PUBLIC_CORS } from './cors-headers.ts'

const isAllowed = (origin: string): boolean => origin === 'https://shop.example'

it('echoes an origin of the shop', () => {
  expect(corsHeaders('https://shop.example', isAllowed)).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    vary: 'Origin',
  })
})

it.each([undefined, 'null', 'https://shop.example.evil', 'http://shop.example', 'https://SHOP.example', '*'])(
  'gives %s no header but Vary',
  (origin) => {
    expect(corsHeaders(origin, isAllowed)).toEqual({ vary: 'Origin' })
  },
)

it('lets anybody read what is public, and nobody send credentials', () => {
  expect(PUBLIC_CORS['access-control-allow-origin']).toBe('*')
  expect(Object.keys(PUBLIC_CORS)).not.toContain('access-control-allow-credentials')
})
