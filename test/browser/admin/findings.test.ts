import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findings } from '../../../src/browser/admin/texts/ko/findings.ts'
import { packageRoot } from '../../../src/package-root.ts'

/** The messages of the rules, as they stand in the sources; what they put in is `7`. */
function messages(): readonly string[] {
  const folder = join(packageRoot, 'src', 'conditions')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const calls = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [...text.matchAll(/\b(?:refuse|warn)\(\s*([\s\S]*?)\)?,?\s*\n?\s*\)?\n/g)].map(
      ([, given]) => given!,
    )
  })
  const texts = calls.flatMap((given) => [...given.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)])
  return texts
    .map(([, plain, template]) => (plain ?? template ?? '').replace(/\\'/g, "'").replace(/\$\{[^}]*\}/g, '7'))
    .filter((text) => text.includes(' '))
}

it('tells every finding of the rules in Korean too', () => {
  const found = messages()
  expect(found.length).toBeGreaterThan(35)
  expect(found.filter((message) => !findings.some(([said]) => said.test(message)))).toEqual([])
})
