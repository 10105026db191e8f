import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { BROWSER_TRIGGERS } from '../../src/conditions/browser-triggers.ts'
import { checkDefinition } from '../../src/conditions/check-definition.ts'
import { selectorError } from '../../src/operations/events/selector-error.ts'
import { runHere } from '../cli/run-here.ts'
import { Markdown, quotedIn } from './markdown.ts'

const page = Markdown.of('docs/events.md')
const folder = mkdtempSync(join(tmpdir(), 'axon-docs-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As a shell takes a line apart: words, and what stands in single quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')

it('can be typed from its top, and shows what is printed then', async () => {
  let printed = ''
  for (const { info, code } of page.codeBlocks) {
    const file = /^json file=(\S+)$/.exec(info)?.[1]
    if (file !== undefined) writeFileSync(join(folder, file), code)
    if (info === 'text') expect(printed).toBe(code)
    if (info !== 'sh') continue
    for (const line of code.trim().split('\n')) {
      const [npx, program, ...words] = wordsOf(line)
      expect([npx, program]).toEqual(['npx', 'axon'])
      const args = words.map((word) => (word === 'definition.json' ? join(folder, word) : word))
      const finished = await runHere([...args, '--database', `sqlite:${join(folder, 'axon.db')}`])
      expect({ line, code: finished.code, said: finished.stderr }).toMatchObject({ line, code: 0 })
      printed = finished.stdout
    }
  }
  const [id = ''] = (
    await runHere(['events', 'list', '--database', `sqlite:${join(folder, 'axon.db')}`])
  ).stdout.match(/(?<=│ )\d+(?= +│ 뉴스레터)/)!
  expect(id).toBe('11')
})

it('has a line for each trigger type that browsers send', () => {
  const types = page.section('Define').rows.map(([type = '']) => quotedIn(type)[0])
  for (const type of BROWSER_TRIGGERS) expect(types).toContain(type)
})

const settings = { selectorError, businessTriggers: [], droppedQuery: '' }
const conditions = [
  page.code('json condition'),
  ...page.section('Conditions').rows.flatMap(([, test = '']) => quotedIn(test)),
]

it.each(conditions)('its condition can be saved: %s', (json) => {
  const when: unknown = JSON.parse(json)
  const triggerType = /element/.test(json)
    ? 'CLICK'
    : /scroll/.test(json)
      ? 'SCROLL_DEPTH'
      : /property/.test(json)
        ? 'CUSTOM'
        : 'PAGE_VIEW'
  expect(checkDefinition({ triggerType, triggerPayload: { when } }, settings)).toMatchObject({
    errors: [],
    warnings: [],
  })
})
