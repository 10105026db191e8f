/** What ends a command by its own judgement: one line for stderr, and the exit code (CONTRACT §4; 2: wrong usage). */
export class CommandError extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}
