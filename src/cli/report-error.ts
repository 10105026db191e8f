import { HaltError } from '../domain/halt-error.ts'
import { errorText, shownLine } from '../domain/shown-text.ts'
import { CommandError } from './shared/command-error.ts'
import { exitCodeOf, haltLine } from './shared/halt-line.ts'

/** Says on stderr what ended a command: one clear line, a stack only if that is asked for. Returns the exit code (CONTRACT §4). */
export function reportError(error: unknown, isVerbose: boolean): number {
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
