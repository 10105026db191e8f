import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DROPPED_QUERY } from '../../src/domain/privacy/dropped-query.ts'
import { packageRoot } from '../../src/package-root.ts'

it('docs/privacy.md lists the query parameters that are taken out of URLs', () => {
  const page = readFileSync(join(packageRoot, 'docs/privacy.md'), 'utf8')
  const [, listed = ''] = /<!-- dropped -->\n(.*)\n<!-- \/dropped -->/.exec(page) ?? []
  expect(listed.replaceAll('`', '').replaceAll(', ', ',')).toBe(DROPPED_QUERY)
})
