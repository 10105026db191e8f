import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import { databases } from '../databases.ts'
import { ADMIN, keyOf } from '../http/admin/operator.ts'
import { withService } from '../http/shop-service.ts'
import { click, SHOP } from '../shop.ts'
import { sliceOf } from '../slice-of.ts'
import { Markdown } from './markdown.ts'

const run = promisify(execFile)
const [{ create }] = databases as [(typeof databases)[0]]

/** What the page asks with curl, but for the stream and what needs an answer before it. */
const lines = Markdown.of('docs/admin.md').text.match(/^curl -s "\$AXON_ADMIN.*$/gm) ?? []

it('the requests of the page on admin can be typed, one after the other, and are answered as it says', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const { key } = await keyOf(service, 'admin')
      expect((await service.enter(1_042)).status).toBe(201)
      const broken = { ...sliceOf([click(1, { campaignActivityId: 77 })]), messageKind: null }
      await new BatchWriter(service.database, { retries: 5 }).write([broken])
      expect(lines.length).toBeGreaterThan(15)
      let event = ''
      for (const line of lines) {
        const env = { ...process.env, AXON_ADMIN: `${service.admin!.url}/admin/v1`, KEY: key, EVENT: event }
        const asking = line.replace(/^curl -s/, "curl -s -S -w '\\n%{http_code}'")
        const { stdout } = await run('sh', ['-ec', asking], { env })
        const [, body = '', status] = /^(.*)\n(\d+)$/s.exec(stdout) ?? []
        const expected = Number(/# ([1-5]\d\d)\b/.exec(line)?.[1] ?? 200)
        expect({ line, status: Number(status) }).toEqual({ line, status: expected })
        if (expected === 201) event = String(JSON.parse(body).id)
      }
    },
    ADMIN,
  ))
