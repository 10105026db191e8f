/** A service can't be had: one line that says why, and the exit code (2: a variable is set wrongly). */
export class ServiceError extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.name = 'ServiceError'
    this.exitCode = exitCode
  }
}
