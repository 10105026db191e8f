import { CommandError } from './command-error.ts'

/** A terminal that can't move its cursor, as an editor's shell. */
export const isDumbTerminal = (): boolean => process.env.TERM === 'dumb'

/**
 * `what` draws a screen; `instead` ends the sentence with what to do where it can't be drawn.
 * @throws CommandError without a terminal that can show it.
 */
export function requireScreen(what: string, instead: string): void {
  if (!process.stdout.isTTY) throw new CommandError(`${what} needs a terminal${instead}`, 2)
  if (isDumbTerminal()) {
    throw new CommandError(`${what} needs a terminal that can be drawn on, and TERM is dumb${instead}`, 2)
  }
}
