import { join } from 'node:path'
import { build } from 'esbuild'
import { packageRoot } from '../../src/package-root.ts'

/** A program of `bench` as JavaScript, like Axon's own: so that none of them spends its time on being compiled. Answers with its path. */
export async function builtProgram(name: string): Promise<string> {
  const outfile = join(packageRoot, 'node_modules', '.cache', 'axon-bench', `${name}.mjs`)
  await build({
    entryPoints: [join(packageRoot, 'bench', `${name}.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
  return outfile
}
