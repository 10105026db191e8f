import type { JsonlFileSource } from '../../files/jsonl-file-source.ts'
import type { KafkaRetry } from '../../kafka/client/outage-policy.ts'
import type { LeftOut } from '../../kafka/producer/produce-record.ts'
import { tryingAgain } from '../../monitoring/trying-again.ts'
import { FileProgress } from '../shared/file-progress.ts'

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
