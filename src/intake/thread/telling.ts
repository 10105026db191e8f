import type { OutletAnswer } from '../outlet.ts'
import { packAnswers } from './packed-answers.ts'
import type { FromThread, ToldEvent } from './thread-messages.ts'

/** What is said in one turn of the event loop is told at once. */
export class Telling {
  readonly #tell: (message: FromThread) => void
  #events: ToldEvent[] = []
  #answers: [number, OutletAnswer][] = []
  #outage: string | null = null
  #isDue = false

  constructor(tell: (message: FromThread) => void) {
    this.#tell = tell
  }

  event(event: ToldEvent): void {
    this.#events.push(event)
    this.#soon()
  }

  answer(id: number, answer: OutletAnswer): void {
    this.#answers.push([id, answer])
    this.#soon()
  }

  outage(outage: string | null): void {
    if (outage === this.#outage) return
    this.#outage = outage
    this.#soon()
  }

  readonly now = (): void => {
    this.#isDue = false
    this.#tell({
      type: 'told',
      events: this.#events,
      answers: packAnswers(this.#answers),
      outage: this.#outage,
    })
    this.#events = []
    this.#answers = []
  }

  #soon(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(this.now)
  }
}
