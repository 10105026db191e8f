import { expect, it } from 'vitest'
import { databases } from '../databases.ts'
import { ADMIN, keyOf, Operator } from '../http/admin/operator.ts'
import { withService } from '../http/shop-service.ts'
import { SHOP } from '../shop.ts'
import { Markdown } from './markdown.ts'

const [{ create }] = databases as [(typeof databases)[0]]

/** What the page asks with curl, but for the stream and what needs an answer before it. */
const asked = [...Markdown.of('docs/admin.md').text.matchAll(/^curl -s "\$AXON_ADMIN(\S+)".*$/gm)].map(
  ([line, path = '']) => ({ path, json: /--json '([^']+)'/.exec(line)?.[1] }),
)

it('the requests of the page on admin are answered', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const kim = Operator.withKey(service, (await keyOf(service, 'admin')).key)
      expect((await service.enter(42)).status).toBe(201)
      expect(asked.length).toBeGreaterThan(3)
      for (const { path, json } of asked) {
        const method = json === undefined ? 'GET' : 'POST'
        const reply = await kim.ask(method, encodeURI(`/admin/v1${path}`), { body: json })
        expect({ path, status: reply.status }).toEqual({ path, status: 200 })
      }
    },
    ADMIN,
  ))
