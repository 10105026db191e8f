import { expect, it } from 'vitest'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { withService } from './shop-service.ts'

const [{ create }] = databases as [(typeof databases)[0]]

it('describes every route with the schemas that check requests', () =>
  withService(create, SHOP, async (service) => {
    const { body } = await service.ask('GET', '/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toEqual([
      '/v1/activities/{id}/entries',
      '/v1/activities/{id}/entries/me',
      '/v1/activities/{id}',
      '/v1/activities/{id}/stream',
      '/v1/events/active',
      '/v1/business-events',
      '/v1/occurrences',
      '/v1/receipt-keys',
      '/livez',
      '/readyz',
      '/axon.js',
      '/axon-buy.js',
      '/axon-debug.js',
      '/axon-{version}.js',
      '/axon.json',
      '/openapi.json',
      '/docs',
    ])
    const { post } = body.paths['/v1/activities/{id}/entries']
    const [user, business] = post.requestBody.content['application/json'].schema.anyOf
    expect(Object.keys(user.properties)).toEqual(['quantity', 'productId'])
    expect(business.required).toEqual(['userId'])
    expect(post.security).toEqual([{ user: [] }, { business: [] }])
    expect(Object.keys(post.responses)).toEqual([
      '200',
      '201',
      '202',
      '400',
      '401',
      '403',
      '404',
      '406',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ])
    const [problem, { anyOf }] = post.responses['409'].content['application/problem+json'].schema.allOf
    expect(problem).toEqual({ $ref: '#/components/schemas/Problem' })
    const [rejected, notOpen] = anyOf.map(({ properties }: { properties: object }) => Object.keys(properties))
    expect(rejected).toContain('receipt')
    expect(notOpen).toEqual(['recorded', 'state', 'reason', 'opensAt'])
  }))

it('shows the routes on a page that asks no other host', () =>
  withService(create, SHOP, async (service) => {
    const { body, headers } = await service.ask('GET', '/docs')
    expect(body).toContain('POST /v1/activities/{id}/entries')
    expect(body).not.toMatch(/https?:\/\//)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }))
