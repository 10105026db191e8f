import { CommanderError } from 'commander'
import { createProgram } from './program.ts'

/** Errors of standard output that were said when they came; some commands meet them as well. */
const said = new WeakSet<object>()

/** Runs one command line and sets the exit code (CONTRACT §4). What errors mean is loaded when there is one. */
export async function run(argv: readonly string[]): Promise<void> {
  // React's development build, which Ink would load otherwise, leaks memory with every frame.
  process.env.NODE_ENV ??= 'production'
  // A variable that is set to nothing (in a compose file, say) counts as unset.
  if (process.env.DATABASE_URL === '') delete process.env.DATABASE_URL
  surviveClosedPipes()
  try {
    await (await createProgram(argv.slice(2))).parseAsync(argv)
  } catch (error) {
    process.exitCode = await exitCodeOf(error, argv.includes('--verbose'))
  }
}

async function exitCodeOf(error: unknown, isVerbose: boolean): Promise<number> {
  // Help and wrong usage: it has been printed.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (said.has(error as object)) return 1
  const { reportError } = await import('./report-error.ts')
  return reportError(error, isVerbose)
}

/** A reader that has seen enough (`axon status | head -1`) is no error: the rest is not printed, the work goes on. */
function surviveClosedPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    said.add(error)
    process.stderr.write(`axon: standard output can't be written: ${error.message}\n`)
    process.exitCode = 1
  })
  // Where errors can't be written, nobody can be told.
  process.stderr.on('error', () => {})
}
