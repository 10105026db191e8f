import { join } from 'node:path'
import { build } from 'esbuild'

const built = new Map<string, Promise<string>>()

/** One of the shops beside this file, as its framework runs in production: one script. */
export function builtApp(name: string): Promise<string> {
  const known = built.get(name) ?? bundle(join(import.meta.dirname, `${name}.mjs`))
  built.set(name, known)
  return known
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    write: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  })
  return outputFiles[0]!.text
}
