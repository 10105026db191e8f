import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageRoot } from '../src/package-root.ts'
import { AXON } from './axon.ts'

/** Runs what the README tells to type, in its order, in a folder of its own. Blocks that need a broker are ```console. */
const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
const folder = mkdtempSync(join(tmpdir(), 'axon-readme-'))

beforeAll(() => cpSync(join(packageRoot, 'fixtures'), join(folder, 'fixtures'), { recursive: true }))
afterAll(() => rmSync(folder, { recursive: true }))

const { DATABASE_URL: _, ...env } = process.env
const shell = (script: string): string =>
  execFileSync('sh', ['-ec', script.replaceAll('npx axon', `"${process.execPath}" "${AXON}"`)], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })

it.each(blocks)('the README can be typed: %s', (block) => {
  shell(block)
})

it('the message of the README is a request that is approved', () => {
  const message = /```json\n(.*)\n```/.exec(readme)?.[1] ?? ''
  writeFileSync(join(folder, 'message.jsonl'), message)
  const replay = '--database sqlite:message.db'
  const text = shell(`npx axon seed ${replay} >/dev/null; npx axon replay message.jsonl --json ${replay}`)
  expect(JSON.parse(text)).toMatchObject({ read: 1, approved: 1 })
})

it('names the two commands that set everything up', () => {
  expect(readme).toMatch(/^ {4}npm ci && npm run demo\n {4}npm test$/m)
})
