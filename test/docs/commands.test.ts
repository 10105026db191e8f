import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { quietPort } from '../../services/quiet-port.ts'
import type { Status } from '../../src/reads/status/status.ts'
import { runHere } from '../cli/run-here.ts'
import { Markdown } from './markdown.ts'
import { TypedPage } from './typed-page.ts'

/** What the pages tell to type, where it needs neither broker nor Postgres (those: commands.services.test.ts). */
let typed: TypedPage
beforeEach(() => {
  typed = new TypedPage()
})
afterEach(() => typed.drop())

/** A command of ours between those of a page; what it printed as JSON. */
async function here(...args: string[]): Promise<object> {
  const { code, stdout, stderr } = await runHere(args, { cwd: typed.folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return args.includes('--json') ? JSON.parse(stdout) : {}
}

it('the README can be typed', () => {
  const readme = Markdown.of('README.md')
  expect(readme.codeBlocks.filter(({ info }) => info === 'sh').length).toBeGreaterThan(2)
  typed.follow(readme)
})

it('the message of the README is a request that is approved', async () => {
  writeFileSync(join(typed.folder, 'message.jsonl'), Markdown.of('README.md').code('json'))
  await here('seed')
  expect(await here('replay', 'message.jsonl', '--json')).toMatchObject({ read: 1, approved: 1 })
})

it('the README names the two commands that set everything up', () => {
  expect(Markdown.of('README.md').text).toMatch(/^ {4}npm ci && npm run demo\n {4}npm test$/m)
})

it('the README can be typed over HTTP: user 42 gets one, and gets the same again', async () => {
  const { code = '' } =
    Markdown.of('README.md').codeBlocks.find(({ code }) => code.includes('axon serve')) ?? {}
  const port = await quietPort()
  const commands = code.replaceAll(':8787', `:${port}`).match(/(?<=^\$ ).+/gm) ?? []
  const [secret, serve, ask] = commands.map((line) => line.replace(/\s+#.*$/, ''))
  const answers = typed.type(`
    ${secret}
    npx axon seed
    ${serve} --port ${port} >&2 &
    trap 'kill $!' EXIT
    curl --silent --fail --retry 100 --retry-delay 1 --retry-all-errors localhost:${port}/readyz
    for time in first second; do echo; ${ask} --silent; done`)
  const [first, second] = answers
    .trim()
    .split('\n')
    .slice(-2)
    .map((line) => JSON.parse(line))
  expect([first, second]).toMatchObject([
    { outcome: 'approved', userId: 42, sequence: 1 },
    { outcome: 'duplicate', userId: 42, sequence: 1 },
  ])
})

it('the page on serving can be typed, and a receipt proven', async () => {
  const port = await quietPort()
  const lines = Markdown.of('docs/serve.md')
    .codeBlocks.filter(({ info }) => info === 'sh')
    .flatMap(({ code }) => code.trim().split('\n'))
    .filter((line) => !line.includes('--brokers')) // what needs a broker runs until a signal
    .map((line) => line.replace(/\s+#.*$/, '').replace(/ --database \S+/, ''))
  const [serve = '', elsewhere] = lines.filter((line) => line.startsWith('axon serve'))
  expect(elsewhere).toContain('--jwks-url')
  const others = lines.filter((line) => !line.startsWith('axon serve'))
  const [verify = '', ...last] = others.filter((line) => line.startsWith('axon verify'))
  expect(last).toEqual([])
  typed.type(`
    ${others.filter((line) => line !== verify).join('\n')}
    ${serve} --port ${port} >&2 &
    trap 'kill $!' EXIT
    curl --silent --fail --retry 100 --retry-delay 1 --retry-all-errors localhost:${port}/readyz
    token="$(axon token --user 42)"
    curl --silent --fail --json '{}' -H "Authorization: Bearer $token" localhost:${port}/v1/activities/9/entries > answer.json
    curl --silent --fail localhost:${port}/v1/receipt-keys > keys.json
    ${verify}`)
})

it('a shop of your own goes as its page says', async () => {
  const page = Markdown.of('docs/own-shop.md')
  const upTo = (title: string) => new Markdown(page.text.slice(0, page.text.indexOf(`\n## ${title}`)))
  typed.follow(upTo('3. Cure what went wrong'))
  expect(await here('status', '--json')).toMatchObject({
    entries: { approved: 2, rejected: 2, rejectedByReason: { OUTSIDE_PERIOD: 1, OUT_OF_STOCK: 1 } },
    deadLetters: [{ reason: 'UNKNOWN_ACTIVITY', status: 'PENDING', count: 1 }],
  })
  typed.type('rm axon.db*')
  typed.follow(page)
  const { products, activities, deadLetters } = (await here('status', '--json')) as Status
  expect(products).toMatchObject([{ stock: 0, initialStock: 5 }])
  expect(activities).toMatchObject([{ approved: 2 }, { approved: 2 }])
  expect(deadLetters).toMatchObject([{ status: 'RETRIED' }])
  typed.type('axon seed shop.json --reset --yes')
})

it('the summary of a run has the fields that the contract names, in their order', async () => {
  const text = Markdown.of('docs/contract.md').section('Summary of a run').text
  const named = /`\{(.*)\}`/.exec(text)?.[1]?.replaceAll(/: \{[^}]*\}/g, '') ?? ''
  await here('seed')
  const summary = await here('replay', 'fixtures/mixed.jsonl', '--json')
  expect(Object.keys(summary)).toEqual([...named.matchAll(/"(\w+)"/g)].map((match) => match[1]))
})
