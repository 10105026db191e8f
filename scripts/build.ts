import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'

/** What `dist` is made of, and by. */
const INPUTS = [
  'bin',
  'src',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
]
/** Stands in what was built: the hash of its inputs. */
const STAMP = join(packageRoot, 'dist', '.built')

const isCompiled = (path: string): boolean => !/\.test\.tsx?$/.test(path)

function filesIn(path: string): string[] {
  if (!statSync(join(packageRoot, path)).isDirectory()) return [path]
  return readdirSync(join(packageRoot, path))
    .toSorted()
    .flatMap((name) => filesIn(`${path}/${name}`))
}

function hashOfInputs(): string {
  const hash = createHash('sha256')
  for (const path of INPUTS.flatMap(filesIn).filter(isCompiled))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(packageRoot, path)))
      .update('\0')
  return hash.digest('hex')
}

async function compile(): Promise<void> {
  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc')
  const child = spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: packageRoot,
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('the sources do not compile')
}

// Builds `dist`, unless it was built of just this already: tests, trials and benches all begin with it.
const hash = hashOfInputs()
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== hash) {
  rmSync(STAMP, { force: true })
  await Promise.all([compile(), import('./build-browser.ts')])
  writeFileSync(STAMP, hash)
}
