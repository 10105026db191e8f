/**
 * Something that no retry can cure: the program stops with this one line on stderr and this exit code.
 * The message says what was found, where, and what to do (CONTRACT §4, *Exit codes*: 1 failed at run time, 2 wrong usage).
 */
export class HaltError extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HaltError'
    this.exitCode = exitCode
  }
}
