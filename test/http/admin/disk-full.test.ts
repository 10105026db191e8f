import { sql } from 'drizzle-orm/sql'
import { expect, it } from 'vitest'
import { SHOP } from '../../shop.ts'
import type { Reply } from '../shop-service.ts'
import { withService } from '../shop-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

/** SQLite in memory: the service has one connection, whose bound holds for what operators write. */
const create = async () => ({ url: 'sqlite::memory:', drop: async () => {} })

it('on a full disk a change is told to be none, at once, and goes through when there is room', () =>
  withService(
    create,
    SHOP,
    async (service) => {
      const kim = Operator.withKey(service, (await keyOf(service, 'admin')).key)
      const { database } = service
      const event = { status: 'INACTIVE', triggerType: 'PAGE_VIEW', description: '긴 글'.repeat(2_000) }
      const make = (name: string) => kim.ask('POST', '/admin/v1/events', { body: { ...event, name } })
      const [size] = await database.query<{ pages: number }>(
        sql`SELECT page_count AS pages FROM pragma_page_count`,
      )
      await database.query(sql.raw(`PRAGMA max_page_count = ${size!.pages + 20}`))
      let made: Reply
      let count = 0
      do {
        made = await make(`event ${count}`)
        count += 1
      } while (made.status === 201)
      expect(made).toMatchObject({
        status: 507,
        body: { code: 'DISK_FULL', detail: 'nothing was changed: make room, then ask again' },
      })
      const list = await kim.ask('GET', '/admin/v1/events?q=event&limit=200')
      expect(list.body.items).toHaveLength(count - 1)
      const log = await kim.ask('GET', '/admin/v1/changes?subject=event&limit=200')
      expect(log.body.items).toHaveLength(count - 1)
      await database.query(sql`PRAGMA max_page_count = 100000`)
      expect(await make('event, when there is room')).toMatchObject({ status: 201 })
      expect(service.lines.filter(({ event }) => event === 'fault')).toEqual([])
    },
    ADMIN,
  ))
