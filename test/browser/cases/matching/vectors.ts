import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect } from 'vitest'
import { packageRoot } from '../../../../src/package-root.ts'
import type { BrowserCase } from '../../browser-case.ts'

export const vectors: readonly BrowserCase[] = [
  {
    name: 'the matcher answers as fixtures/matching.json says',
    run: async (visitor) => {
      const { outputFiles } = await build({
        entryPoints: [join(packageRoot, 'test/conditions/vector-failures.ts')],
        bundle: true,
        minify: true,
        format: 'iife',
        globalName: 'conditions',
        target: 'es2022',
        write: false,
      })
      visitor.site.files.set('/vectors.js', outputFiles[0]!.text)
      visitor.site.files.set(
        '/matching.json',
        readFileSync(join(packageRoot, 'fixtures/matching.json'), 'utf8'),
      )
      await visitor.open({ snippet: false, body: '<script src="/vectors.js"></script>' })
      const failures = await visitor.read<readonly string[]>(
        `fetch('/matching.json').then((file) => file.json()).then(conditions.vectorFailures)`,
      )
      expect(failures).toEqual([])
    },
  },
]
