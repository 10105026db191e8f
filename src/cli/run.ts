import { CommanderError } from 'commander'
import { HaltError } from '../domain/halt-error.ts'
import { errorText, shownLine } from '../domain/shown-text.ts'
import { createProgram } from './program.ts'
import { CommandError } from './shared/command-error.ts'
import { exitCodeOf, haltLine } from './shared/halt-line.ts'

/** Errors of standard output, which reach some commands as well. */
const said = new WeakSet<object>()

/** Runs one command line and sets the exit code (CONTRACT §4): one clear line per error, a stack only with `--verbose`. */
export async function run(argv: readonly string[]): Promise<void> {
  // React's development build, which Ink would load otherwise, leaks memory with every frame.
  process.env.NODE_ENV ??= 'production'
  // A variable that is set to nothing (in a compose file, say) counts as unset.
  if (process.env.DATABASE_URL === '') delete process.env.DATABASE_URL
  surviveClosedPipes()
  try {
    await createProgram().parseAsync(argv)
  } catch (error) {
    process.exitCode = report(error, argv.includes('--verbose'))
  }
}

function report(error: unknown, isVerbose: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (said.has(error as object)) return 1
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? error.stack : undefined
  if (error instanceof CommandError || error instanceof HaltError) {
    const line = shownLine(error instanceof HaltError ? haltLine(error) : message)
    say(isVerbose && stack ? stack.replace(message, () => line) : line)
    return error instanceof HaltError ? exitCodeOf(error) : error.exitCode
  }
  const hint = isVerbose ? '' : ' (run with --verbose for the details)'
  say(`unexpected error: ${isVerbose && stack ? stack : message.split('\n')[0]}${hint}`)
  return 1
}

/** A stack keeps its lines. */
const say = (text: string): boolean =>
  process.stderr.write(`axon: ${errorText(text, Number.POSITIVE_INFINITY)}\n`)

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
