import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'

interface Built {
  readonly bytes: number
  readonly gzipBytes: number
}

const textOf = (path: string): string => readFileSync(join(packageRoot, path), 'utf8')

const manifest: Record<string, Built> = JSON.parse(textOf('dist/browser/manifest.json'))

it.each([
  ['axon.js', 'gzipBytes', 5 * 1024 - 'axon.js '.length], // gzip writes the name into the file, and ends it
  ['axon-buy.js', 'gzipBytes', 2 * 1024],
  ['stub.js', 'bytes', 300],
] as const)('%s is at most %s %d', (name, measure, most) => {
  const { bytes, gzipBytes } = manifest[name]!
  console.log(`${name}: ${bytes} bytes, ${gzipBytes} gzipped`)
  expect(manifest[name]![measure]).toBeLessThanOrEqual(most)
})

it('the stub is in the docs as it is built', () => {
  const stub = textOf('dist/browser/stub.js').trim()
  expect(textOf('docs/snippet.md')).toContain(`<script>${stub}</script>`)
  expect(textOf('docs/snippet.md')).toContain(`(${manifest['stub.js']?.bytes} bytes, `)
})
