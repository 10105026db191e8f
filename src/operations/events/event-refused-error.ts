import type { Problem } from '../../conditions/problem.ts'

/** An event can't be saved for what else the database holds: which one, and which of its fields. */
export class EventRefusedError extends Error {
  readonly eventId: number
  readonly problem: Problem

  constructor(eventId: number, problem: Problem) {
    super(`event ${eventId}: ${problem.field} ${problem.message}`)
    this.name = 'EventRefusedError'
    this.eventId = eventId
    this.problem = problem
  }
}
