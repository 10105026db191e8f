import { expect, it } from 'vitest'
import { databases } from '../../../test/databases.ts'
import { saveDefinition } from '../../../test/http/page-of-site.ts'
import { withShop } from '../../../test/open-shop.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { KnownRevisions } from './known-revisions.ts'

it.each(databases)(
  '$name: revisions are known that were read before, also while the database is away',
  async ({ create }) => {
    let url = ''
    const remembered = async () => {
      const empty = await create()
      url = empty.url
      return empty
    }
    await withShop(remembered, {}, async () => {
      const database = await openDatabase(url)
      let isAway = false
      const query: typeof database.query = (statement, shape) =>
        isAway ? Promise.reject(new Error('away')) : database.query(statement, shape)
      const known = new KnownRevisions({ query, dialect: database.dialect })
      await saveDefinition(database, { id: 1, triggerType: 'CLICK', savedAt: 5_000 })
      await saveDefinition(database, { id: 1, triggerType: 'CLICK', revision: 2, savedAt: 9_000 })
      await saveDefinition(database, {
        id: 2,
        triggerType: 'LOGIN_SUCCESS',
        triggerPayload: { when: 'night' },
      })
      const get = (eventId: number, revision: number) => known.get({ eventId, revision })
      expect(await Promise.all([get(1, 1), get(1, 2), get(1, 3), get(2, 1)])).toMatchObject([
        { savedAt: 5_000, supersededAt: 9_000, matchable: { triggerType: 'CLICK' } },
        { savedAt: 9_000, supersededAt: null },
        null,
        { matchable: null },
      ])
      isAway = true
      expect(get(1, 1)).toMatchObject({ supersededAt: 9_000 })
      await expect(get(9, 1)).rejects.toThrow('away')
      await expect.poll(() => get(1, 2)).toMatchObject({ supersededAt: null })
      await database.close()
    })
  },
)
