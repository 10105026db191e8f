import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'

const END_SOON = pathToFileURL(join(packageRoot, 'dist', 'src', 'cli', 'end-soon.js'))
const PRINTED = 5_000_000

/** Prints much, has a handle that never closes, and says on standard error when a second has passed. */
const PROGRAM = `
import { endSoon } from '${END_SOON}'
setInterval(() => process.stderr.write('a second'), 1_000)
process.stdout.write('x'.repeat(${PRINTED}))
process.exitCode = 3
endSoon()`

it('ends a process that something keeps alive, and not before a slow reader has read what it printed', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM])
  const closed = once(child, 'close')
  let read = 0
  child.stderr.once('data', () =>
    child.stdout.on('data', (bytes: Buffer) => {
      read += bytes.length
    }),
  )
  expect(await closed).toEqual([3, null])
  expect(read).toBe(PRINTED)
})
