import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../../databases.ts'
import { SHOP } from '../../shop.ts'
import { ORIGIN, PageOfSite, saveDefinition, seen } from '../page-of-site.ts'
import { putEvents } from '../put-event.ts'
import { withService } from '../shop-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

const PREVIEW = '/admin/v1/events/preview'
const VIEW = { field: 'url.path', op: 'glob', value: '/products/*' }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-preview-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const [{ create }] = databases as [(typeof databases)[0]]

describe('a definition is tried before it is saved', () => {
  it('on what is imagined, on what was recorded of the last hour, and on a user', () =>
    withService(
      create,
      SHOP,
      async (service) => {
        const kim = Operator.withKey(service, (await keyOf(service, 'viewer')).key)
        const definition = { triggerType: 'PAGE_VIEW', triggerPayload: { when: VIEW } }
        const tried = async (more: object) =>
          (await kim.ask('POST', PREVIEW, { body: { definition, ...more } })).body

        expect(await tried({ happening: { url: `${ORIGIN}/products/7` } })).toMatchObject({
          errors: [],
          happening: { matched: true, why: [{ test: VIEW, value: '/products/7', passed: true }] },
          recent: null,
          audience: null,
        })
        expect(await tried({ happening: { url: `${ORIGIN}/cart` } })).toMatchObject({
          happening: { matched: false, why: [{ passed: false }] },
        })
        expect(
          await kim.ask('POST', PREVIEW, { body: { definition, happening: { url: 'cart' } } }),
        ).toMatchObject({
          status: 422,
          body: { errors: [{ field: 'happening.url' }] },
        })

        await saveDefinition(service.database, { id: 10, triggerType: 'PAGE_VIEW' })
        const page = await PageOfSite.of(service)
        const urls = ['/products/1', '/products/2', '/cart'].map((path) => `${ORIGIN}${path}`)
        await page.send(urls.map((url) => seen({ page: { url, title: '머그컵', referrer: '' } })))
        expect(await tried({ recent: true })).toMatchObject({
          recent: { source: 'file', why: null, looked: 3, matched: 2 },
        })
        const { body } = await kim.ask('GET', '/admin/v1/behaviors?limit=10')
        expect(body).toMatchObject({
          source: 'file',
          items: expect.arrayContaining([{ ...body.items[0], eventId: 10 }]),
        })
        const recorded = body.items.find(({ happening }: { happening: { page: { url: string } } }) =>
          happening.page.url.endsWith('/cart'),
        ).happening
        expect(await tried({ recorded })).toMatchObject({ happening: { matched: false } })
        expect((await kim.ask('GET', '/admin/v1/events/10/matches?days=2')).body).toMatchObject({
          source: 'file',
          days: [{ matches: expect.any(Number) }, { matches: 3 }],
        })

        const audience = {
          all: [
            { field: 'user.id', op: 'in', value: [42] },
            { field: 'attribute.tier', op: 'equals', value: 'gold' },
          ],
        }
        const forSome = { ...definition, triggerPayload: { when: VIEW, audience, sampleRate: 1 } }
        const user = { definition: forSome, userId: 42, attributes: { tier: 'gold' } }
        expect((await kim.ask('POST', PREVIEW, { body: user })).body.audience).toMatchObject({
          holds: true,
          isSampled: true,
        })
        expect(
          (await kim.ask('POST', PREVIEW, { body: { ...user, attributes: {} } })).body.audience,
        ).toMatchObject({
          holds: false,
          why: [{ passed: true }, { passed: false, value: null }],
        })
      },
      { ...ADMIN, behaviorLog: { kind: 'file', folder } },
    ))

  it('what could not be saved is said, and tried all the same', () =>
    withService(
      create,
      SHOP,
      async (service) => {
        const kim = Operator.withKey(service, (await keyOf(service, 'viewer')).key)
        const when = { field: 'element', op: 'selector', value: '>>' }
        const body = { definition: { triggerType: 'CLICK', triggerPayload: { when } }, recent: true }
        expect(await kim.ask('POST', PREVIEW, { body })).toMatchObject({
          status: 200,
          body: { errors: [{ field: 'triggerPayload.when.value' }], recent: { source: null, looked: 0 } },
        })
        const { definition } = body
        for (const [misspelt, field, meant] of [
          [{ definition, recents: true }, 'recents', 'recent'],
          [{ definition: { ...definition, sinc: 'LOG' } }, 'definition.sinc', 'sink'],
          [{ definition, happening: { url: ORIGIN, klick: '#buy' } }, 'happening.klick', 'click'],
        ] as const)
          expect(await kim.ask('POST', PREVIEW, { body: misspelt })).toMatchObject({
            status: 422,
            body: { code: 'REFUSED', errors: [{ field, message: `is unknown: did you mean ${meant}?` }] },
          })
      },
      { ...ADMIN, behaviorLog: { kind: 'stdout' } },
    ))
})

describe.each(databases)('on $name', ({ create }) => {
  it('events are found by words of their name, and by their id', () =>
    withService(
      create,
      SHOP,
      async (service) => {
        const kim = Operator.withKey(service, (await keyOf(service, 'viewer')).key)
        await putEvents(service.database, [
          { id: 50, name: 'Mug 보기' },
          { id: 51, name: '접시 보기' },
        ])
        expect((await kim.ask('GET', '/admin/v1/events?q=mug')).body.items).toMatchObject([{ id: 50 }])
        expect((await kim.ask('GET', '/admin/v1/events?q=51')).body.items).toMatchObject([{ id: 51 }])
      },
      ADMIN,
    ))
})
