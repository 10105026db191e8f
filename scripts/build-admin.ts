import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import { build, type Rolldown } from 'vite'
import { packageRoot } from '../src/package-root.ts'

const source = join(packageRoot, 'src', 'browser', 'admin')
const target = join(packageRoot, 'dist', 'browser', 'admin')

/** The first time, everything that shows one screen comes within this, gzipped. */
const FIRST_LOAD_BYTES = 250_000

/** That packages mark what runs in browsers alone, which here is everything; and that a busy machine is slow. */
const KNOWN = /^(MODULE_LEVEL_DIRECTIVE|PLUGIN_TIMINGS)$/

type Output = Rolldown.OutputChunk | Rolldown.OutputAsset

/** Bundles the admin page into `dist/browser/admin`, with the licences of what is in it. Throws if its first load grew too large. */
export async function buildAdmin(): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  const { output } = (await build({
    root: source,
    base: './',
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    // The page has Korean and English; react-aria would bring thirty languages.
    plugins: [{ ...optimizeLocales.vite({ locales: ['en-US', 'ko-KR'] }), enforce: 'pre' }],
    build: {
      outDir: target,
      emptyOutDir: false,
      target: 'es2023',
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // A style or picture within a script or a sheet would need a wider Content-Security-Policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      license: { fileName: 'licenses.md' },
      reportCompressedSize: false,
      rolldownOptions: {
        onLog: (level, log, print) => KNOWN.test(log.code ?? '') || print(level, log),
      },
    },
  })) as Rolldown.RolldownOutput
  const bytes = firstLoadBytes(output)
  process.stderr.write(
    `admin page: first load ${(bytes / 1_000).toFixed(1)} KB gzipped (at most ${FIRST_LOAD_BYTES / 1_000})\n`,
  )
  if (bytes > FIRST_LOAD_BYTES)
    throw new Error(`the first load of the admin page is ${bytes} bytes, ${FIRST_LOAD_BYTES} are allowed`)
}

/** The page, its texts in the longer language, and the largest screen, with all that these load. */
function firstLoadBytes(output: readonly Output[]): number {
  const chunks = new Map(
    output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one] as const] : [])),
  )
  const loadedBy = (chunk: Rolldown.OutputChunk, seen = new Set<string>()): Set<string> => {
    if (seen.has(chunk.fileName)) return seen
    seen.add(chunk.fileName)
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) seen.add(sheet)
    for (const name of chunk.imports) {
      const imported = chunks.get(name)
      if (imported) loadedBy(imported, seen)
    }
    return seen
  }
  const size = (files: Iterable<string>): number => {
    let sum = 0
    for (const one of output)
      if (new Set(files).has(one.fileName))
        sum += gzipSync(one.type === 'chunk' ? one.code : one.source).length
    return sum
  }
  const all = [...chunks.values()]
  const entry = loadedBy(all.find(({ isEntry }) => isEntry)!)
  const most = (part: string): Set<string> => {
    const loads = all
      .filter(({ facadeModuleId }) => facadeModuleId?.includes(part))
      .map((chunk) => loadedBy(chunk))
    return loads.sort((a, b) => size(b) - size(a))[0] ?? new Set()
  }
  return size([...new Set([...entry, ...most('/admin/texts/'), ...most('/admin/screens/'), 'index.html'])])
}
