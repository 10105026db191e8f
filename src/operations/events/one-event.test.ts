import { sql } from 'drizzle-orm/sql'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anyCharacter } from '../../../test/any-character.ts'
import { databases, type EmptyDatabase } from '../../../test/databases.ts'
import { SHOP } from '../../../test/shop.ts'
import { readEvents } from '../../reads/events/events.ts'
import type { Database } from '../../stores/database.ts'
import { openDatabase } from '../../stores/open-database.ts'
import { seed } from '../seed/seed.ts'
import { parseSeed } from '../seed/seed-file.ts'
import { addSite } from '../sites/add-site.ts'
import { removeSite } from '../sites/remove-site.ts'
import { createEvent } from './create-event.ts'
import { setEventStatus } from './set-event-status.ts'
import { updateEvent } from './update-event.ts'

const author = { by: 'cli:kim', atMs: Date.parse('2026-05-01T00:00:00Z') }
const VIEW = { name: '상품 보기', status: 'ACTIVE', triggerType: 'page-view' }

describe.each(databases)('one event on $name', ({ name, create }) => {
  let empty: EmptyDatabase
  let database: Database

  const made = async (fields: object): Promise<number> => {
    const result = await createEvent(database, { fields: { ...VIEW, ...fields } }, author)
    return result.kind === 'saved' ? result.event.id : expect.fail(JSON.stringify(result))
  }
  const update = (id: number, fields: object, expected?: number) => {
    const isExpected = (revision: number): boolean => expected === undefined || expected === revision
    return updateEvent(database, id, () => ({ fields: { ...fields } }), { author, isExpected })
  }

  beforeAll(async () => {
    empty = await create()
    database = await openDatabase(empty.url)
    await seed(database, parseSeed(SHOP, 'shop').seed, { reset: false })
  })
  afterAll(async () => {
    await database.close()
    await empty.drop()
  })

  it('gets an id that no event ever had', async () => {
    const first = await made({})
    await database.query(sql`DELETE FROM events WHERE id = ${first}`)
    expect(await made({})).toBe(first + 1)
    const taken = await createEvent(database, { fields: { ...VIEW, id: 1 } }, author)
    expect(taken).toMatchObject({ kind: 'refused', errors: [{ field: 'id' }] })
  })

  it('is changed in what is named, also where numbers are larger than a double can carry', async () => {
    const payloadText = '{"points":12345678901234567890}'
    const fields = { ...VIEW, triggerType: 'LOGIN_SUCCESS', triggerPayload: JSON.parse(payloadText) }
    const result = await createEvent(database, { fields, payloadText }, author)
    const id = result.kind === 'saved' ? result.event.id : 0
    expect(await update(id, { name: '로그인', description: 'of members' })).toMatchObject({
      kind: 'saved',
      isChanged: true,
      event: { name: '로그인', description: 'of members', triggerType: 'LOGIN_SUCCESS', revision: 2 },
    })
    expect(await update(id, { name: '로그인' })).toMatchObject({ isChanged: false, event: { revision: 2 } })
    const [row] = await database.query(sql`
      SELECT CAST(trigger_payload AS text) AS payload FROM events WHERE id = ${id}`)
    expect(row).toEqual({ payload: expect.stringContaining('12345678901234567890') })
    expect(await update(9_999, { name: 'x' })).toEqual({ kind: 'missing' })
  })

  it('is not changed if somebody saved it meanwhile, at the same time too', async () => {
    const id = await made({})
    const other = await openDatabase(empty.url)
    const save = (by: Database, text: string) =>
      updateEvent(by, id, () => ({ fields: { name: text } }), {
        author,
        isExpected: (revision) => revision === 1,
      })
    // Within one process a transaction of SQLite can't wait for another.
    const results =
      name === 'SQLite'
        ? [await save(other, 'first'), await save(database, 'second')]
        : await Promise.all([save(other, 'first'), save(database, 'second')])
    const kinds = results.map(({ kind }) => kind)
    await other.close()
    expect(kinds.toSorted()).toEqual(['conflict', 'saved'])
    expect(await update(id, { name: 'late' }, 1)).toMatchObject({ kind: 'conflict', stored: { revision: 2 } })
  })

  it('is refused with every field that is wrong, and warned of what looks wrong', async () => {
    const wrong = { status: 'ON', triggerType: 'CLICK', startsAt: 1, nmae: 'x' }
    expect(await createEvent(database, { fields: wrong }, author)).toMatchObject({
      kind: 'refused',
      errors: [{ field: 'name' }, { field: 'status' }, { field: 'startsAt' }],
      warnings: [{ field: 'nmae' }],
    })
    const late = { ...VIEW, startsAt: '2026-05-02T00:00:00Z', endsAt: '2026-05-01T00:00:00Z' }
    expect(await createEvent(database, { fields: late }, author)).toMatchObject({
      errors: [{ field: 'endsAt', message: 'must not be before startsAt' }],
    })
    const dated = { ...VIEW, triggerType: 'SIGNUP', endsAt: '2026-05-01T00:00:00Z' }
    expect(await createEvent(database, { fields: dated }, author)).toMatchObject({
      kind: 'saved',
      warnings: [{ field: 'endsAt', message: expect.stringContaining('recorded while it is ACTIVE') }],
    })
  })

  it('has a short name and a trigger type that is known, unless it came with others', async () => {
    const refused = async (fields: object) => {
      const result = await createEvent(database, { fields: { ...VIEW, ...fields } }, author)
      return 'errors' in result ? [result.errors, result.warnings] : expect.fail('it is saved')
    }
    const name = 'x'.repeat(101)
    expect(await refused({ name })).toEqual([
      [{ field: 'name', message: "must be 1 to 100 characters, and none that can't be seen" }],
      [],
    ])
    expect(await refused({ triggerType: 'clik' })).toEqual([
      [{ field: 'triggerType', message: '"CLIK" has no strategy; did you mean CLICK?' }],
      [],
    ])
    expect(await refused({ triggerType: 'review' })).toMatchObject([
      [{ message: expect.stringContaining('there are: CLICK, CUSTOM') }],
      [],
    ])
    const old = { id: 77, name, status: 'INACTIVE', triggerType: 'REVIEW' }
    await seed(database, parseSeed({ events: [old] }, 'old').seed, { reset: false })
    expect(await update(77, { description: 'x', status: 'ACTIVE' })).toMatchObject({
      kind: 'saved',
      warnings: [{ field: 'triggerType' }],
    })
    expect(await update(77, { name: `${name}y` })).toMatchObject({ errors: [{ field: 'name' }] })
  })

  it('can be deactivated whatever became of its site and its settings, and not be activated then', async () => {
    const site = await addSite(database, { name: 'shop', origins: ['https://shop.example'] }, author)
    const id = await made({ siteId: site!.id })
    await removeSite(database, site!.id, author)
    await database.query(sql`
      UPDATE events SET trigger_payload = ${database.dialect.json('{"when": 5}')} WHERE id = ${id}`)
    const options = { author }
    expect(await setEventStatus(database, id, 'INACTIVE', options)).toMatchObject({ kind: 'saved' })
    expect(await setEventStatus(database, id, 'ACTIVE', options)).toMatchObject({
      kind: 'refused',
      errors: [{ field: 'triggerPayload.when' }],
    })
    expect(await update(id, { triggerPayload: {}, status: 'ACTIVE' })).toMatchObject({
      errors: [{ field: 'siteId' }],
    })
    expect(await readEvents(database.query, database.dialect, { id })).toMatchObject([
      { status: 'INACTIVE', revision: 2 },
    ])
  })

  it('is saved, or refused with the field, whatever JSON somebody writes', async () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom('url.path', 'glob', 'element', 'selector', 'a >', '\ud800'),
    )
    const test = fc.record({
      field: text,
      op: text,
      value: fc.oneof(
        text,
        fc.json().map((json) => JSON.parse(json) as unknown),
      ),
    })
    const { when } = fc.letrec<{ when: unknown }>((tie) => ({
      when: fc.oneof(
        { depthSize: 'small' },
        test,
        fc.jsonValue(),
        fc.record({ all: fc.array(tie('when')) }),
        fc.record({ not: tie('when') }),
      ),
    }))
    const fields = fc.record(
      {
        name: text,
        status: fc.constantFrom('ACTIVE', 'INACTIVE'),
        triggerType: fc.constantFrom('PAGE_VIEW', 'CLICK', 'CUSTOM', 'SIGNUP'),
        triggerPayload: fc.oneof(fc.record({ when, audience: when }, { requiredKeys: [] }), fc.jsonValue()),
        startsAt: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    const kinds = new Set<string>()
    await fc.assert(
      // Now and then nothing is wrong.
      fc.asyncProperty(fc.oneof(fc.constant({}), fields, fields, fields), async (draft) => {
        const result = await createEvent(database, { fields: { ...VIEW, ...draft } }, author)
        kinds.add(result.kind)
        if (result.kind === 'refused') expect(result.errors[0]?.field).toMatch(/^\w/)
        if (result.kind === 'saved') await setEventStatus(database, result.event.id, 'INACTIVE', { author })
      }),
      { numRuns: 60, examples: [[{}]] },
    )
    expect([...kinds].toSorted()).toEqual(['refused', 'saved'])
  })
})
