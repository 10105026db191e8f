import { type Document, OpenAPIClientAxios } from 'openapi-client-axios'
import { expect, it } from 'vitest'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { tokenOf, withService } from './shop-service.ts'

const [{ create }] = databases as [(typeof databases)[0]]

it('a client that somebody else makes of the document gets a piece, and is refused as the second in a shop of one', () =>
  withService(
    create,
    { ...SHOP, campaignActivities: [{ ...SHOP.campaignActivities[0], limitCount: 1 }] },
    async (service) => {
      const { body: definition } = await service.ask('GET', '/openapi.json')
      const client = await new OpenAPIClientAxios({
        definition: definition as Document,
        withServer: { url: service.url, description: 'the one under test' },
        axiosConfigDefaults: { validateStatus: () => true },
      }).init()
      const as = async (user: number) => ({ headers: { authorization: `Bearer ${await tokenOf(user)}` } })

      const state = await client.getActivity!({ id: '1' })
      expect([state.status, state.data.state, state.data.remaining]).toEqual([200, 'open', 1])
      const first = await client.postEntry!({ id: '1' }, { quantity: 1 }, await as(42))
      expect([first.status, first.data.sequence]).toEqual([201, 1])
      const again = await client.postEntry!({ id: '1' }, {}, await as(42))
      expect([again.status, again.data.sequence]).toEqual([200, 1])
      const second = await client.postEntry!({ id: '1' }, {}, await as(43))
      expect([second.status, second.data.code, second.data.reason]).toEqual([
        409,
        'REJECTED',
        'LIMIT_REACHED',
      ])
      const own = await client.getOwnEntry!({ id: '1' }, null, await as(42))
      expect([own.status, own.data.userId]).toEqual([200, 42])
      const keys = await client.getReceiptKeys!()
      expect(keys.data.keys).toHaveLength(1)
    },
  ))
