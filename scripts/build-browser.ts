import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import * as terser from 'terser'
// @ts-expect-error: has no types
import uglify from 'uglify-js'
import { packageRoot } from '../src/package-root.ts'
import { buildAdmin } from './build-admin.ts'

const source = join(packageRoot, 'src', 'browser', 'snippet')
const target = join(packageRoot, 'dist', 'browser')

/** Those that pages load; the stub stands in the page itself. */
const SCRIPTS = ['axon', 'axon-buy', 'axon-debug', 'stub']

/** Fields that no other script and nobody outside sees. */
const OWN_FIELDS = /^(from|counted|pairs|by|urlFields|roots|user)$/

/** One script of its own, for browsers of 2022 and newer, as small as two minifiers make it: each finds what the other does not. */
async function scriptOf(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(source, `${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  })
  const { code } = await terser.minify(outputFiles[0]!.text, {
    ecma: 2020,
    module: true,
    compress: {
      passes: 2,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      pure_getters: true,
      keep_fargs: false,
    },
    mangle: { properties: { regex: OWN_FIELDS, builtins: true } },
  })
  const smallest = uglify.minify(code!, {
    toplevel: true,
    compress: {
      passes: 4,
      unsafe: true,
      pure_getters: true,
      varify: false,
      comparisons: false,
      hoist_vars: true,
    },
  })
  if (smallest.error) throw smallest.error
  // A page without something that is needed gets no error.
  const text = `(()=>{try{${smallest.code.replace(/;$/, '')}}catch{}})()\n`
  new Script(text) // throws unless it can be read: no page would tell
  return text
}

/** The page of admin is bundled beside them, at the same time. */
const admin = buildAdmin()

/** Bundles the scripts for browsers into `dist/browser`: each under its name and under one with a hash of its content, which never changes. */
const manifest: Record<string, object> = {}
const kept = new Set(['manifest.json', 'axon.d.ts', 'admin'])
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
await admin
