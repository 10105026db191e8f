import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { HALT_TABLE } from '../../src/cli/shared/halt-table.ts'
import { HALTS, type HaltCode } from '../../src/domain/halts.ts'
import { PROBLEMS } from '../../src/http/problems/problems.ts'
import { packageRoot } from '../../src/package-root.ts'
import { Markdown } from './markdown.ts'

const rows = readFileSync(join(packageRoot, 'docs', 'errors.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| `[A-Z_]+` \|/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |`| \|$/g, '')))

/** Each fact as its own name. */
const facts = new Proxy({}, { get: (_, name) => `{${String(name)}}` })

/** Without what joins it to the sentence. */
const plain = (cure: string): string => cure.replace(/^[:.;] ?/, '').replace(/[.`]/g, '')

it('lists every code that stops a program, in the order of the table, with its sentence and its exit code', () => {
  const table = (Object.keys(HALTS) as HaltCode[]).map((code) => [
    code,
    (HALTS[code] as (facts: object) => string)(facts),
    String(HALT_TABLE[code].exitCode),
  ])
  expect(rows.map((cells) => cells.slice(0, 3))).toEqual(table)
})

it('says what to do where the program does', () => {
  for (const [code = '', , , documented = ''] of rows) {
    const { cure } = HALT_TABLE[code as HaltCode]
    if (typeof cure === 'string') expect(plain(documented), code).toBe(plain(cure))
    else if (cure !== undefined) expect(documented, code).not.toBe('')
  }
})

it('lists every error over HTTP, in the order of the table, with its status and its title', () => {
  const listed = Markdown.of('docs/serve.md').section('Errors').rows
  const known = Object.entries(PROBLEMS).map(([code, { status, title }]) => [
    String(status),
    `\`${code}\``,
    title,
  ])
  expect(listed).toEqual(known)
})
