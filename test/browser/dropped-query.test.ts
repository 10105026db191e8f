import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DROPPED_QUERY } from '../../src/domain/privacy/dropped-query.ts'
import { packageRoot } from '../../src/package-root.ts'

const source = readFileSync(join(packageRoot, 'src/browser/snippet/clean-url.ts'), 'utf8')
const names = new RegExp(`^(${/'(\(\(access.*)\|'/.exec(source)?.[1]})$`, 'i')

it('the snippet takes out what the server takes out', () => {
  expect(DROPPED_QUERY.split(',').filter((name) => !names.test(name))).toEqual([])
})

it.each(['keyword', 'postcode', 'author', 'page', 'a', ''])('and leaves %j', (name) => {
  expect(names.test(name)).toBe(false)
})
