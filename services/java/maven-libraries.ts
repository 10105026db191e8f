import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { ServiceError } from '../service-error.ts'
import { withFileLock } from '../with-file-lock.ts'

/** What Maven is asked for. */
export interface Libraries {
  /** For people: `Kafka`. */
  readonly name: string
  readonly version: string
  /** The file that lists the artifacts. */
  readonly pom: string
}

/**
 * The folder with the jars: fetched once by Maven into the user's cache (`AXON_CACHE`, else `$XDG_CACHE_HOME/axon`,
 * else `~/.cache/axon`). @throws ServiceError if Maven is missing or fails.
 */
export async function mavenLibraries(wanted: Libraries): Promise<string> {
  const cache =
    process.env.AXON_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'axon')
  // Another pom.xml, other jars: never those of an older checkout.
  const edition = createHash('sha256')
    .update(await readFile(wanted.pom))
    .digest('hex')
    .slice(0, 8)
  const folder = join(cache, `${wanted.name.toLowerCase()}-${wanted.version}-${edition}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  await withFileLock(`${folder}.lock`, async () => {
    if (!existsSync(folder)) await fetchLibraries(wanted, cache, folder)
  })
  return folder
}

/** The folder gets its name when it is whole. */
async function fetchLibraries(wanted: Libraries, cache: string, folder: string): Promise<void> {
  const unfinished = await mkdtemp(join(cache, `${wanted.name.toLowerCase()}-unfinished-`))
  try {
    await copyDependencies(wanted, unfinished)
    await rename(unfinished, folder)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

async function copyDependencies({ name, version, pom }: Libraries, folder: string): Promise<void> {
  const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`]
  try {
    await promisify(execFile)('mvn', [...args, '-DincludeScope=runtime'], { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const { code, stdout, message } = error as NodeJS.ErrnoException & { stdout?: string }
    if (code === 'ENOENT') {
      throw new ServiceError(
        `Maven is needed once to fetch ${name} ${version} and there is no \`mvn\`: install Maven`,
      )
    }
    const lines = stripVTControlCharacters(stdout ?? '')
    const reason = /^\[ERROR\] (.+)$/m.exec(lines)?.[1] ?? message.split('\n')[0]
    throw new ServiceError(`Maven could not fetch ${name} ${version}: ${reason}`)
  }
}
