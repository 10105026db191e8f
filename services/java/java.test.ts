import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { requireJava } from './java.ts'
import { mavenLibraries } from './maven-libraries.ts'

const kafkaLibraries = () =>
  mavenLibraries({ name: 'Kafka', version: '4.2.0', pom: join(packageRoot, 'services/kafka/pom.xml') })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'axon-libraries-'))
  vi.stubEnv('AXON_CACHE', join(folder, 'cache'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** A program of this name, alone on the PATH. */
function stubProgram(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  vi.stubEnv('PATH', folder)
}

it('says that Maven is missing', async () => {
  vi.stubEnv('PATH', folder)
  await expect(kafkaLibraries()).rejects.toThrow('there is no `mvn`: install Maven')
})

it('says why Maven failed, and leaves nothing half-made behind', async () => {
  stubProgram('mvn', 'echo "[ERROR] no route to the registry"; echo "[ERROR] re-run with -e"; exit 1')
  await expect(kafkaLibraries()).rejects.toThrow(
    'Maven could not fetch Kafka 4.2.0: no route to the registry',
  )
  expect(readdirSync(join(folder, 'cache')).filter((name) => !name.endsWith('.lock'))).toEqual([])
})

it('asks Maven once, however many ask at the same time', async () => {
  stubProgram('mvn', `echo asked >> ${join(folder, 'asked')}`)
  const [first, second] = await Promise.all([kafkaLibraries(), kafkaLibraries()])
  expect(await kafkaLibraries()).toBe(first)
  expect(second).toBe(first)
  expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('asked\n')
})

it('says that Java is missing or too old', async () => {
  vi.stubEnv('JAVA_HOME', '')
  vi.stubEnv('PATH', folder)
  await expect(requireJava('Kafka')).rejects.toThrow(
    'Kafka needs Java 17 or newer and there is none: install a JDK',
  )
  stubProgram('java', `echo 'openjdk version "11.0.20" 2023-07-18' >&2`)
  await expect(requireJava('Kafka')).rejects.toThrow('java is version 11')
})
