import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { ServiceError } from '../service-error.ts'

const OLDEST = 17
const LOG_SETTINGS = join(import.meta.dirname, 'log4j2.properties')

/** `java` or another program of the same installation: that of `JAVA_HOME`, else the one on the `PATH`. */
export function javaProgram(name: string): string {
  return process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', name) : name
}

/** @throws ServiceError unless there is a Java that can run `what`. */
export async function requireJava(what: string): Promise<void> {
  const program = javaProgram('java')
  const found = await promisify(execFile)(program, ['-version']).catch(() => null)
  if (!found) {
    const where = process.env.JAVA_HOME ? ` at ${program} (JAVA_HOME)` : ''
    throw new ServiceError(`${what} needs Java ${OLDEST} or newer and there is none${where}: install a JDK`)
  }
  const version = /version "(?:1\.)?(\d+)/.exec(found.stderr)?.[1]
  if (Number(version) < OLDEST) {
    throw new ServiceError(
      `${what} needs Java ${OLDEST} or newer and ${program} is version ${version}: update it`,
    )
  }
}

export interface JavaRun {
  /** The folder of the jars. */
  readonly libraries: string
  /** The name of a class, or the path of a source file. */
  readonly main: string
  readonly args: readonly string[]
  readonly jvmOptions?: readonly string[]
  readonly logLevel?: 'INFO' | 'WARN'
}

/** The command line that runs a class of the libraries, or a source file that uses them. */
export function javaArguments({ libraries, main, args, jvmOptions = [], logLevel }: JavaRun): string[] {
  return [
    ...jvmOptions,
    `-Dlog4j2.configurationFile=${LOG_SETTINGS}`,
    `-Daxon.log.level=${logLevel ?? 'WARN'}`,
    ...['-cp', join(libraries, '*'), main, ...args],
  ]
}

/** Runs it to its end with `input` on its stdin; what it printed. Throws an Error with what it complained about. */
export async function runJava(run: JavaRun, input: string | Buffer = ''): Promise<string> {
  const child = spawn(javaProgram('java'), javaArguments(run), { stdio: 'pipe' })
  child.stdin.on('error', () => {}) // it ended without reading all; its exit code says whether that is well
  child.stdin.end(input)
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>
  const [[code, signal], output, complaints] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ])
  if (code === 0) return output
  const reason = `${complaints}\n${output}`.trim()
  throw new Error(`${run.main} ended with ${code ?? signal}: ${reason}`)
}
