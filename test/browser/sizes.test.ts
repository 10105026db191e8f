import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'

interface Built {
  readonly bytes: number
  readonly gzipBytes: number
}

const manifest: Record<string, Built> = JSON.parse(
  readFileSync(join(packageRoot, 'dist', 'browser', 'manifest.json'), 'utf8'),
)

it.each([
  ['axon.js', 'gzipBytes', 5 * 1024],
  ['axon-buy.js', 'gzipBytes', 2 * 1024],
  ['stub.js', 'bytes', 300],
] as const)('%s is at most %s %d', (name, measure, most) => {
  const { bytes, gzipBytes } = manifest[name]!
  console.log(`${name}: ${bytes} bytes, ${gzipBytes} gzipped`)
  expect(manifest[name]![measure]).toBeLessThanOrEqual(most)
})
