import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'

const guide = readFileSync(join(packageRoot, 'CONTRIBUTING.md'), 'utf8')
const copy = join(tmpdir(), `axon-contributing-${process.pid}`)

afterAll(() => rmSync(copy, { recursive: true, force: true }))

const blocks = (attribute: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`ts ${attribute}=(\\S+)\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => ({
    file: match[1]!,
    code: match[2]!,
  }))

const message = /```json message\n(.*)\n```/.exec(guide)?.[1] ?? ''

const seed = {
  products: [{ id: 1, productName: '머그컵', stock: 5, price: 9000 }],
  campaigns: [{ id: 1, name: '봄' }],
  campaignActivities: [
    { id: 1, campaignId: 1, productId: 1, name: '짝수', activityType: 'EVEN_USERS_ONLY', status: 'ACTIVE' },
  ],
  events: [
    { id: 1, name: '구매', status: 'ACTIVE', triggerType: 'PURCHASE' },
    { id: 2, name: '후기', status: 'ACTIVE', triggerType: 'REVIEW_WRITTEN' },
  ],
}

const command = (userId: number) =>
  JSON.stringify({
    campaignActivityType: 'EVEN_USERS_ONLY',
    campaignActivityId: 1,
    userId,
    timestamp: 1767225600000,
  })

function axonFromCopy(...args: string[]): string {
  return execFileSync(
    process.execPath,
    ['--import', 'tsx', 'bin/axon.ts', ...args, '--database', 'sqlite:test.db'],
    {
      cwd: copy,
      encoding: 'utf8',
    },
  )
}

function replay(): { recorded: number; approved: number; rejected: number; deadLetterByReason: object } {
  return JSON.parse(axonFromCopy('replay', 'messages.jsonl', '--from-start', '--json'))
}

/** Does what the guide says: new files, lines at a file's end, lines after others. */
function follow(): void {
  for (const { file, code } of blocks('file')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    writeFileSync(join(copy, file), code)
  }
  for (const { file, code } of blocks('line')) {
    expect(code.trim().split('\n')).toHaveLength(1)
    appendFileSync(join(copy, file), code)
  }
  for (const { file, code } of blocks('after')) {
    const [first = '', ...added] = code.trimEnd().split('\n')
    const text = readFileSync(join(copy, file), 'utf8')
    expect(text.split(`${first}\n`)).toHaveLength(2)
    writeFileSync(join(copy, file), text.replace(`${first}\n`, [first, ...added, ''].join('\n')))
  }
}

beforeAll(() => {
  mkdirSync(copy)
  for (const part of ['src', 'bin', 'migrations', 'package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    cpSync(join(packageRoot, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(copy, 'node_modules'), 'dir')
  writeFileSync(join(copy, 'seed.json'), JSON.stringify(seed))
  writeFileSync(join(copy, 'messages.jsonl'), [message, command(2), command(3)].join('\n'))
  axonFromCopy('seed', 'seed.json')
  expect(replay().deadLetterByReason).toEqual({ UNSUPPORTED_ACTIVITY_TYPE: 2, UNSUPPORTED_TRIGGER_TYPE: 1 })
  follow()
})

it('adds a trigger type and an activity type as the guide says: one file and one line each', () => {
  expect(replay()).toMatchObject({ recorded: 1, approved: 1, rejected: 1, deadLetterByReason: {} })
})

it('adds a command as the guide says', () => {
  expect(axonFromCopy('low-stock')).toBe('4 left of product 1 ("머그컵")\n')
  expect(axonFromCopy('low-stock', '--below', '1')).toBe('')
})

it('adds a kind of source as the guide says, and its messages count once', () => {
  const run = /```ts run\n([\s\S]*?)```/.exec(guide)?.[1] ?? expect.fail('nothing to run')
  writeFileSync(join(copy, 'run.mts'), run)
  for (let times = 1; times <= 2; times += 1) {
    execFileSync(process.execPath, ['--import', 'tsx', 'run.mts'], { cwd: copy })
    const { positions } = JSON.parse(axonFromCopy('status', '--json')) as { positions: object[] }
    expect(positions).toContainEqual({ source: 'mailbox:sign-ups', partition: 0, nextOffset: 3 })
  }
})

it('what was added passes the type checker', () => {
  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc')
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noEmit'], {
    cwd: copy,
    encoding: 'utf8',
  })
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
})
