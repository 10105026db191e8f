import type { OutletAnswer, OutletMessage } from './outlet.ts'

/** A message whose sender waits for the answer. */
export class WaitingRequest {
  readonly message: OutletMessage
  /** When it was handed in, and when it is answered at the latest: ms of `performance.now()`. */
  readonly since: number
  readonly deadline: number
  readonly answered: Promise<OutletAnswer>
  #resolve: ((answer: OutletAnswer) => void) | null = null

  constructor(message: OutletMessage, since: number, deadline: number) {
    this.message = message
    this.since = since
    this.deadline = deadline
    this.answered = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  get isAnswered(): boolean {
    return this.#resolve === null
  }

  /** The first answer counts. */
  answer(answer: OutletAnswer): void {
    this.#resolve?.(answer)
    this.#resolve = null
  }
}
