import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OPENING, SHOP } from '../shop.ts'
import { runHere } from './run-here.ts'

let folder: string
let url: string

const run = (...args: string[]) => runHere([...args, '--database', url])
const events = (...args: string[]) => run('events', ...args)
const json = async (...args: string[]) => JSON.parse((await events(...args, '--json')).stdout)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-test-'))
  url = `sqlite:${join(folder, 'axon.db')}`
  const shop = join(folder, 'shop.json')
  await writeFile(shop, JSON.stringify(SHOP))
  await run('seed', shop)
})
afterAll(() => rm(folder, { recursive: true }))

it('an event is made, previewed, activated, changed and shown', async () => {
  const path = ['--trigger', 'page-view', '--path', '/products/*']
  const made = await events('create', '--name', '상품 보기', ...path)
  expect(made).toMatchObject({ code: 0, stdout: '4\n', stderr: expect.stringContaining('is made, INACTIVE') })
  const seen = await events('explain', '--event', '4', '--url', 'https://shop.example/products/12/?x=1')
  expect(seen.stdout).toBe(
    'Event 4 (상품 보기, PAGE_VIEW, revision 1) happens here.\n  ✓ url.path glob "/products/*": "/products/12"\n' +
      "Browsers don't look for it at the moment: it is INACTIVE.\n",
  )
  expect(await events('activate', '4', '--revision', '1')).toMatchObject({
    stdout: 'event 4 (상품 보기, ACTIVE) is at revision 2\n',
    stderr: 'open pages look for it within ten seconds\n',
  })
  const starts = '2026-05-01T10:00:00+09:00'
  const options = [
    '--starts',
    starts,
    '--fire',
    'ONCE_PER_PAGE',
    '--activity',
    '1',
    '--description',
    'of the mug',
  ]
  expect(await json('update', '4', ...options)).toMatchObject({
    revision: 3,
    sink: 'LOG',
    startsAt: new Date(OPENING).toISOString(),
    triggerPayload: { when: { value: '/products/*' }, fire: 'ONCE_PER_PAGE', activityId: 1 },
  })
  expect((await events('update', '4', '--starts', starts)).stdout).toContain('says so already, at revision 3')
  const shown = await json('show', '4')
  expect(shown.revisions.map(({ revision }: { revision: number }) => revision)).toEqual([3, 2, 1])
  const text = (await events('show', '4')).stdout
  expect(text).toMatch(/^ {5}2 {2}\S+ {2}cli:.+\n {8}status: INACTIVE → ACTIVE\n {5}1 {2}/m)
  expect(text).toContain(
    '        description: none → of the mug\n        fire: none → "ONCE_PER_PAGE"\n        activityId: none → 1\n        starts: open → ',
  )
  expect((await events('list')).stdout).toMatch(/│ 4 +│ 상품 보기 +│ PAGE_VIEW +│ ACTIVE/)
  const listed = await json('list', '--trigger', 'page view', '--status', 'ACTIVE', '--search', '보기')
  expect(listed.events).toMatchObject([{ id: 4, revision: 3 }])
  const file = join(folder, 'copy.json')
  await writeFile(file, JSON.stringify({ ...shown, id: 40, startsAt: null }))
  expect(await json('create', '--file', file, '--name', 'copy')).toMatchObject({
    ...{ id: 40, name: 'copy', revision: 1, status: 'ACTIVE', startsAt: null },
    triggerPayload: shown.triggerPayload,
  })
})

it('activate and deactivate say what comes of it', async () => {
  const effect = async (verb: string, id: number) => (await events(verb, String(id))).stderr
  const make = async (...flags: string[]) => (await json('create', '--name', 'x', ...flags)).id as number
  const [first, second] = [3, await make('--trigger', 'SIGNUP')]
  await events('deactivate', String(first))
  const what = 'occurrences of SIGNUP that name no event'
  expect(await effect('activate', second)).toContain(`from now on ${what} are recorded under it`)
  expect(await effect('activate', first)).toContain(`from now on ${what} are recorded under it`)
  expect(await effect('activate', second)).toContain(`${what} are recorded under event ${first}, the first`)
  expect(await effect('deactivate', first)).toBe(`${what} are recorded under event ${second}\n`)
  expect(await effect('deactivate', second)).toContain(`${what} can't be recorded (NO_ACTIVE_EVENT)`)
  const later = await make('--trigger', 'CLICK', '--starts', '2099-01-01T00:00:00Z')
  expect(await effect('activate', later)).toContain(
    "don't look for it at the moment: it starts at 2099-01-01",
  )
})

it('update takes settings away again', async () => {
  const settings = [
    '--activity',
    '1',
    '--sample-rate',
    '0.5',
    '--audience',
    '{"field":"user.lastLoginAt","op":"exists"}',
  ]
  const { id } = await json('create', '--name', 'for some', '--trigger', 'CLICK', '--path', '/a', ...settings)
  const none = ['activity', 'sample-rate', 'audience', 'when'].flatMap((name) => [`--${name}`, 'none'])
  expect((await json('update', String(id), ...none)).triggerPayload).toEqual({})
  await json('update', String(id), '--status', 'INACTIVE', '--name', 'for all')
})

it('explain tells which test failed, on which value, of an element, a scroll or what was tracked', async () => {
  const file = join(folder, 'click.json')
  const when = {
    all: [
      { field: 'element', op: 'selector', value: 'main > .buy' },
      {
        any: [
          { field: 'element.text', op: 'contains', value: '구매' },
          { field: 'element.href', op: 'exists' },
        ],
      },
      { field: 'element.attribute.data-sku', op: 'atLeast', value: 10 },
    ],
  }
  await writeFile(
    file,
    JSON.stringify({ id: 50, name: 'buy', status: 'ACTIVE', triggerType: 'CLICK', triggerPayload: { when } }),
  )
  await events('create', '--file', file)
  const at = ['--event', '50', '--url', 'https://shop.example/']
  const button = ['--click', 'main > button.buy[data-sku="7"] svg', '--text', '바로\u00a0 구매 ']
  const clicked = await json('explain', ...at, ...button)
  expect(clicked.matched).toBe(false)
  expect(clicked.why).toMatchObject([
    { passed: true },
    { passed: true, value: '바로 구매' },
    { passed: false, value: null },
    { passed: false, value: '7' },
  ])
  expect(await json('explain', ...at, ...button, '--click', 'main div .buy[data-sku="12"]')).toMatchObject({
    why: [{ passed: false }, {}, {}, { passed: true }],
  })
  for (const [trigger, test, ...options] of [
    ['SCROLL_DEPTH', { field: 'scroll.percent', op: 'atLeast', value: 50 }, '--scroll', '75'],
    [
      'CUSTOM',
      { field: 'property.cart.total', op: 'equals', value: 5 },
      '--property',
      'cart.total=5',
      '--name',
      'x',
    ],
    [
      'PAGE_VIEW',
      { field: 'referrer', op: 'startsWith', value: 'https://a.example' },
      '--referrer',
      'https://A.example/b',
    ],
    ['PAGE_VIEW', { field: 'title', op: 'equals', value: 'Mug' }, '--title', ' Mug'],
  ] as const) {
    const { id } = await json('create', '--name', 'x', '--trigger', trigger, '--when', JSON.stringify(test))
    const explain = ['explain', '--event', String(id), '--url', 'https://shop.example/']
    expect(await json(...explain, ...options)).toMatchObject({
      matched: true,
      notDelivered: 'it is INACTIVE',
    })
    expect(await json(...explain)).toMatchObject({ matched: false, why: [{ value: null }] })
  }
})

it('explain tells whether a user is in the audience', async () => {
  const audience = {
    any: [
      { field: 'user.lastLoginAt', op: 'exists' },
      { field: 'attribute.grade', op: 'in', value: ['gold'] },
    ],
  }
  const flags = ['--status', 'ACTIVE', '--audience', JSON.stringify(audience), '--sample-rate', '1']
  const { id } = await json('create', '--name', 'gold', '--trigger', 'PAGE_VIEW', ...flags)
  const explain = ['explain', '--event', String(id), '--url', 'https://shop.example/', '--user', '42']
  expect((await events(...explain)).stdout).toContain(
    'User 42 is not in its audience.\n  ✗ user.lastLoginAt exists: never\n',
  )
  expect(await json(...explain, '--attribute', 'grade=gold')).toMatchObject({
    user: { id: 42, isInAudience: true, isSampled: true, why: [{ passed: false }, { passed: true }] },
    notDelivered: null,
  })
})

it.each<[string, number, string]>([
  ['show 99', 1, 'there is no event 99'],
  ['activate 99', 1, 'there is no event 99'],
  ['explain --event 1 --url https://shop.example/', 2, 'event 1 is of PURCHASE, which no page sends'],
  ['explain --event 4 --url /products/1', 2, '--url "/products/1" must be a whole address'],
  [
    'explain --event 4 --url https://a.example/ --click a:hover',
    2,
    '--click "a:hover" must be made of names',
  ],
  ['explain --event 4 --url https://a.example/ --click a+b', 2, '--click "a+b" can\'t be built with +'],
  ['create --name x --trigger CLICK --selector a>', 2, 'the event is refused: --selector is no CSS selector'],
  ['create --name x --trigger CLICK --site 9', 2, '--site is 9, and there is no such site'],
  ['create --name x --trigger SIGNUP --sink LOG', 2, 'the event is refused: --sink only'],
  [
    'create --trigger CLICK --ends soon',
    2,
    '--name is missing, must be a non-empty string; --ends must be epoch',
  ],
  ['create --name x --trigger CLIK', 2, '--trigger "CLIK" has no strategy; did you mean CLICK?'],
  ['create --name x --trigger CLICK --path /a --selector a>', 2, 'refused: --selector is no CSS selector'],
  [
    'create --name x --trigger CLICK --when {"all":[{"field":"url","op":"is"}]}',
    2,
    'refused: --when: all[0].op must be one of',
  ],
  ['create --name x --trigger CLICK --file /nowhere.json', 2, '/nowhere.json does not exist'],
  ['update 1', 2, 'nothing is to be changed'],
  ['update 4 --name x --revision 1', 1, 'event 4 is at revision 3 by now'],
  ['deactivate 1', 2, 'this is the last ACTIVE event of PURCHASE'],
  ['create --name x --trigger CLICK --when {', 2, 'It is not JSON'],
])('events %s ends with %i: %s', async (line, code, says) => {
  const finished = await events(...line.split(' '))
  expect(finished).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(says) })
})

it('explain says how tests belong together, and which must not pass', async () => {
  const elsewhere = '{"not":{"field":"url.path","op":"glob","value":"/a/*"}}'
  const { stdout: id } = await events('create', '--name', 'x', '--trigger', 'PAGE_VIEW', '--when', elsewhere)
  const explained = await events('explain', '--event', id.trim(), '--url', 'https://shop.example/b')
  expect(explained.stdout).toContain(
    'happens here.\nIt happens if not url.path glob "/a/*".\n  ✗ url.path glob "/a/*": "/b"\n',
  )
})
