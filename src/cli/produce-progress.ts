import type { KafkaRetry } from '../kafka/outage-policy.ts'
import type { JsonlFileSource } from '../sources/jsonl-file/jsonl-file-source.ts'
import { FileProgress } from './file-progress.ts'
import type { LeftOut } from './produce-record.ts'
import { tryingAgain } from './trying-again.ts'

/** stderr while a file is published: lines left out, outages, and on a TTY how far it is. */
export class ProduceProgress {
  readonly #file: FileProgress

  constructor(source: JsonlFileSource) {
    this.#file = new FileProgress(source)
  }

  sent(count: number): void {
    this.#file.add(count)
  }

  leftOut({ line, reason }: LeftOut): void {
    this.#file.say(`line ${line} is left out: ${reason}`)
  }

  retrying({ problem, attempt, delayMs }: KafkaRetry): void {
    this.#file.say(`Kafka: ${problem}: ${tryingAgain({ delayMs, attempt })}`)
  }

  end(): void {
    this.#file.end()
  }
}
