import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { minify } from 'terser'
import { packageRoot } from '../src/package-root.ts'

const source = join(packageRoot, 'src', 'browser', 'snippet')
const target = join(packageRoot, 'dist', 'browser')

/** Those that pages load; the stub stands in the page itself. */
const SCRIPTS = ['axon', 'axon-buy', 'axon-debug', 'stub']

/** One script of its own, as small as can be, for browsers of 2022 and newer. */
async function scriptOf(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(source, `${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  })
  const { code } = await minify(outputFiles[0]!.text, {
    ecma: 2020,
    toplevel: true,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
  })
  return `${code!.replace(/^"use strict";/, '')}\n`
}

/** Bundles the scripts for browsers into `dist/browser`: each under its name and under one with a hash of its content, which never changes. */
const manifest: Record<string, object> = {}
const kept = new Set(['manifest.json', 'axon.d.ts'])
mkdirSync(target, { recursive: true })
for (const name of SCRIPTS) {
  const text = await scriptOf(name)
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const integrity = `sha384-${createHash('sha384').update(text).digest('base64')}`
  const file = `${name}-${hash}.js`
  const gzipBytes = gzipSync(text, { level: constants.Z_BEST_COMPRESSION }).length
  for (const each of [`${name}.js`, file]) {
    writeFileSync(join(target, each), text)
    kept.add(each)
  }
  manifest[`${name}.js`] = { file, integrity, bytes: text.length, gzipBytes }
}
copyFileSync(join(source, 'api.ts'), join(target, 'axon.d.ts'))
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
for (const file of readdirSync(target)) if (!kept.has(file)) rmSync(join(target, file))
