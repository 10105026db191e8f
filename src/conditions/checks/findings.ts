import type { Problem } from '../problem.ts'

/** Gathers what is wrong with a definition. */
export class Findings {
  readonly errors: Problem[] = []
  readonly warnings: Problem[] = []

  /** It can't work. */
  refuse(field: string, message: string): void {
    this.errors.push({ field, message })
  }

  /** It looks wrong. */
  warn(field: string, message: string): void {
    this.warnings.push({ field, message })
  }
}
