import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { databases } from '../../../test/databases.ts'
import { withShop } from '../../../test/open-shop.ts'
import { SHOP } from '../../../test/shop.ts'
import { ApiKeys } from '../../http/identity/api-keys.ts'
import { readApiKeys } from '../../reads/identity/api-keys.ts'
import { readSites, type Site } from '../../reads/identity/sites.ts'
import type { Database } from '../../stores/database.ts'
import { seed } from '../seed/seed.ts'
import { parseSeed } from '../seed/seed-file.ts'
import { addSite } from '../sites/add-site.ts'
import { removeSite } from '../sites/remove-site.ts'
import { type SiteChange, updateSite } from '../sites/update-site.ts'
import { createApiKey } from './create-api-key.ts'
import { revokeApiKey } from './revoke-api-key.ts'

const NOW = Date.parse('2026-05-01T10:00:00Z')
const author = { by: 'cli:kim', atMs: NOW }
const SITE = { name: 'shop', origins: ['https://shop.example', 'https://www.shop.example'] }

/** The log, without the shop that each test seeds. */
async function changesOf({ query, dialect }: Database) {
  const rows = await query<Record<'by' | 'action' | 'subject' | 'id' | 'before' | 'after', string>>(sql`
    SELECT changed_by AS by, action, subject, subject_id AS id, ${dialect.epochMs(sql`changed_at`)} AS "at",
           CAST(before AS text) AS before, CAST(after AS text) AS after
    FROM changes ORDER BY changes.id`)
  return rows
    .map((row) => ({
      ...row,
      before: JSON.parse(row.before ?? 'null'),
      after: JSON.parse(row.after ?? 'null'),
    }))
    .filter(({ by }) => by !== 'unknown')
}

describe.each(databases)('on $name', ({ create }) => {
  it('a key is shown once, stored as a hash, and works until it is revoked', () =>
    withShop(create, SHOP, async (database) => {
      const { query, dialect } = database
      const made = (await createApiKey(
        database,
        { name: 'shop', role: 'business', expiresAt: null },
        author,
      ))!
      expect(made.key).toMatch(/^axk_[\w-]{43}$/)
      const [stored] = await readApiKeys(query, dialect)
      expect(stored).toMatchObject({
        id: made.id,
        name: 'shop',
        role: 'business',
        createdAt: NOW,
        revokedAt: null,
      })
      expect(JSON.stringify(await changesOf(database))).not.toContain(made.key)

      let now = NOW
      const keys = new ApiKeys(
        () => readApiKeys(query, dialect),
        () => now,
      )
      const holder = { keyId: made.id, name: 'shop', role: 'business' }
      expect(await keys.check(made.key)).toEqual(holder)
      expect(await keys.check(`${made.key}A`)).toMatchObject({ refused: { code: 'INVALID_KEY' } })
      const revoked = await revokeApiKey(database, made.id, { ...author, atMs: NOW + 10 })
      expect(revoked).toEqual({ id: made.id, name: 'shop', role: 'business', revokedAt: NOW + 10 })
      now += 1_000
      expect(await keys.check(made.key)).toMatchObject({ refused: { code: 'INVALID_KEY' } })
      expect(await revokeApiKey(database, made.id, { ...author, atMs: NOW + 99 })).toEqual(revoked)
      expect(await revokeApiKey(database, 99, author)).toBeNull()

      const key = { name: 'shop', role: 'business', expiresAt: null }
      const who = { by: 'cli:kim', subject: 'api_key', id: made.id }
      expect(await changesOf(database)).toEqual([
        { ...who, action: 'create', at: NOW, before: null, after: key },
        { ...who, action: 'revoke', at: NOW + 10, before: key, after: { ...key, revokedAt: NOW + 10 } },
      ])
    }))

  it('a key that expires works until then', () =>
    withShop(create, SHOP, async (database) => {
      const { query, dialect } = database
      let now = NOW
      const keys = new ApiKeys(
        () => readApiKeys(query, dialect),
        () => now,
      )
      const { key } = (await createApiKey(
        database,
        { name: 'kim', role: 'admin', expiresAt: NOW + 5 },
        author,
      ))!
      now += 4
      expect(await keys.check(key)).toMatchObject({ name: 'kim', role: 'admin' })
      now += 1
      expect(await keys.check(key)).toMatchObject({ refused: { code: 'INVALID_KEY' } })
    }))

  it('a site has a key and its origins; a name is taken once', () =>
    withShop(create, SHOP, async (database) => {
      const { query, dialect } = database
      const site = (await addSite(database, SITE, author))!
      expect(site.key).toMatch(/^axs_[\w-]{16}$/)
      expect(await readSites(query, dialect)).toEqual([
        { ...SITE, id: site.id, key: site.key, createdAt: NOW },
      ])
      expect(await addSite(database, SITE, author)).toBeNull()
      const changed = { name: 'store', origins: ['https://store.example'] }
      const update = (id: number, change: SiteChange, isCurrent = (_: Site): boolean => true) =>
        updateSite(database, id, { change, isCurrent }, author)
      expect(await update(site.id, changed)).toEqual({ kind: 'saved', site: { ...site, ...changed } })
      expect(await update(site.id, { origins: changed.origins })).toMatchObject({
        kind: 'saved',
        site: changed,
      })
      expect(await update(site.id, { name: 'late' }, ({ name }) => name === 'shop')).toMatchObject({
        kind: 'conflict',
        stored: changed,
      })
      expect(await update(99, changed)).toEqual({ kind: 'missing' })
      const other = (await addSite(database, SITE, author))!
      expect(await update(other.id, { name: 'store' })).toEqual({ kind: 'name_taken' })
      await removeSite(database, other.id, author)
      expect(await removeSite(database, site.id, author)).toEqual({ ...site, ...changed })
      expect(await removeSite(database, site.id, author)).toBeNull()
      const again = (await addSite(database, SITE, author))!
      expect(again.id).toBeGreaterThan(other.id)
      expect((await changesOf(database)).map(({ action, id }) => [action, id])).toEqual([
        ['create', site.id],
        ['update', site.id],
        ['create', other.id],
        ['remove', other.id],
        ['remove', site.id],
        ['create', again.id],
      ])
    }))

  it('emptying the shop spares keys, sites and the log', () =>
    withShop(create, SHOP, async (database) => {
      const { query, dialect } = database
      await createApiKey(database, { name: 'shop', role: 'viewer', expiresAt: null }, author)
      await addSite(database, SITE, author)
      await seed(database, parseSeed({}, 'empty').seed, { reset: true, author })
      expect(await readApiKeys(query, dialect)).toHaveLength(1)
      expect(await readSites(query, dialect)).toHaveLength(1)
      const log = await changesOf(database)
      expect(log.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
        'create api_key',
        'create site',
        'seed shop',
      ])
      expect(log.at(-1)?.after).toMatchObject({ reset: true, products: { inserted: 0 } })
    }))

  it('the log says what a seed file changed, from what to what; nothing where it changed nothing', () =>
    withShop(create, SHOP, async (database) => {
      const [activity] = SHOP.campaignActivities
      const file = parseSeed({ ...SHOP, campaignActivities: [{ ...activity, limitCount: 90 }] }, 'shop').seed
      await seed(database, file, { reset: false, author })
      await seed(database, file, { reset: false, author })
      const [whole, update, ...more] = await changesOf(database)
      expect(whole).toMatchObject({ action: 'seed', after: { campaignActivities: { updated: 1 } } })
      expect(update).toMatchObject({ action: 'update', subject: 'campaign_activity', id: 1 })
      expect([update?.before.limitCount, update?.after.limitCount]).toEqual([100, 90])
      expect(Object.keys(update?.before ?? {}).sort()).toEqual(Object.keys(update?.after ?? {}).sort())
      expect(more).toEqual([])
    }))
})
