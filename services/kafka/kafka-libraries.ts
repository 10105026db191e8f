import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { ServiceError } from '../service-error.ts'
import { withFileLock } from '../with-file-lock.ts'

const KAFKA_VERSION = '4.2.0'
const POM = join(import.meta.dirname, 'pom.xml')

/**
 * The folder with Kafka's jars: fetched once by Maven into the user's cache (`AXON_CACHE`, else `$XDG_CACHE_HOME/axon`,
 * else `~/.cache/axon`). @throws ServiceError if Maven is missing or fails.
 */
export async function kafkaLibraries(): Promise<string> {
  const cache =
    process.env.AXON_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'axon')
  // Another pom.xml, other jars: never those of an older checkout.
  const edition = createHash('sha256')
    .update(await readFile(POM))
    .digest('hex')
    .slice(0, 8)
  const libraries = join(cache, `kafka-${KAFKA_VERSION}-${edition}`)
  if (existsSync(libraries)) return libraries
  await mkdir(cache, { recursive: true })
  await withFileLock(`${libraries}.lock`, async () => {
    if (!existsSync(libraries)) await fetchLibraries(cache, libraries)
  })
  return libraries
}

/** The folder gets its name when it is whole. */
async function fetchLibraries(cache: string, libraries: string): Promise<void> {
  const unfinished = await mkdtemp(join(cache, 'kafka-unfinished-'))
  try {
    await copyDependencies(unfinished)
    await rename(unfinished, libraries)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

async function copyDependencies(folder: string): Promise<void> {
  const args = ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`]
  try {
    await promisify(execFile)('mvn', [...args, '-DincludeScope=runtime'], { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const { code, stdout, message } = error as NodeJS.ErrnoException & { stdout?: string }
    if (code === 'ENOENT') {
      throw new ServiceError(
        `Maven is needed once to fetch Kafka ${KAFKA_VERSION} and there is no \`mvn\`: install Maven`,
      )
    }
    const lines = stripVTControlCharacters(stdout ?? '')
    const reason = /^\[ERROR\] (.+)$/m.exec(lines)?.[1] ?? message.split('\n')[0]
    throw new ServiceError(`Maven could not fetch Kafka ${KAFKA_VERSION}: ${reason}`)
  }
}
