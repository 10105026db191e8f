import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'

const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')

/** The versions with what their part *Upgrade* says. */
const versions = read('CHANGELOG.md')
  .split(/^## /m)
  .slice(1)
  .map((text) => {
    const upgrade = text.split(/^### /m).find((part) => part.startsWith('Upgrade\n'))
    return { version: text.split('\n', 1)[0], upgrade: upgrade?.slice('Upgrade\n'.length).trim() ?? '' }
  })

it('every version says how to upgrade to it', () => {
  expect(versions.length).toBeGreaterThan(0)
  expect(versions.filter(({ upgrade }) => upgrade === '')).toEqual([])
})

it.each(['sqlite', 'postgres'])('every migration of %s is named by the version that brings it', (dialect) => {
  const journal = JSON.parse(read(`migrations/${dialect}/meta/_journal.json`)) as {
    entries: { tag: string }[]
  }
  const named = versions.map(({ upgrade }) => upgrade).join()
  expect(journal.entries.length).toBeGreaterThan(0)
  expect(journal.entries.filter(({ tag }) => !named.includes(`\`${tag}\``))).toEqual([])
})
