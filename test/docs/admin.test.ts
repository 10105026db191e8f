import { expect, it } from 'vitest'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import { databases } from '../databases.ts'
import { ADMIN, keyOf, Operator } from '../http/admin/operator.ts'
import { withService } from '../http/shop-service.ts'
import { click, SHOP } from '../shop.ts'
import { sliceOf } from '../slice-of.ts'
import { Markdown } from './markdown.ts'

const [{ create }] = databases as [(typeof databases)[0]]

/** What the page asks with curl, but for the stream and what needs an answer before it. */
const asked = [...Markdown.of('docs/admin.md').text.matchAll(/^curl -s "\$AXON_ADMIN(\S+)".*$/gm)].map(
  ([line, path = '']) => {
    const json = /--json '([^']+)'/.exec(line)?.[1]
    return {
      path,
      json,
      method: /-X (\w+)/.exec(line)?.[1] ?? (json === undefined ? 'GET' : 'POST'),
      ifMatch: /-H 'If-Match: ([^']+)'/.exec(line)?.[1],
      status: Number(/# ([1-5]\d\d)\b/.exec(line)?.[1] ?? 200),
    }
  },
)

it('the requests of the page on admin are answered, one after the other, as it says', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const kim = Operator.withKey(service, (await keyOf(service, 'admin')).key)
      expect((await service.enter(42)).status).toBe(201)
      const broken = { ...sliceOf([click(1, { campaignActivityId: 77 })]), messageKind: null }
      await new BatchWriter(service.database, { retries: 5 }).write([broken])
      expect(asked.length).toBeGreaterThan(15)
      let event = ''
      for (const { method, path, json, ifMatch, status } of asked) {
        const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch }
        const at = encodeURI(`/admin/v1${path.replace('$EVENT', event)}`)
        const reply = await kim.ask(method, at, { body: json, headers })
        expect({ method, path, status: reply.status }).toEqual({ method, path, status })
        if (status === 201) event = String(reply.body.id)
      }
    },
    ADMIN,
  ))
