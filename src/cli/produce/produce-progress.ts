import type { JsonlFileSource } from '../../files/jsonl-file-source.ts'
import type { KafkaRetry } from '../../kafka/client/outage-policy.ts'
import type { LeftOut } from '../../kafka/producer/produce-record.ts'
import { tryingAgain } from '../../monitoring/trying-again.ts'
import { MAY_WANT_TLS } from '../shared/halt-table.ts'
import { FileProgress } from '../shared/progress/file-progress.ts'

/** stderr while a file is published: lines left out, outages, and on a TTY how far it is. */
export class ProduceProgress {
  readonly #file: FileProgress

  constructor(source: JsonlFileSource) {
    this.#file = new FileProgress(source)
  }

  sent(count: number): void {
    this.#file.add(count)
  }

  leftOut({ line, reason, noTopicFor }: LeftOut): void {
    const why = noTopicFor === undefined ? reason : `--topics names no topic for ${noTopicFor}s`
    this.#file.say(`line ${line} is left out: ${why}`)
  }

  retrying({ problem, isCutOff, attempt, delayMs }: KafkaRetry): void {
    const hint = isCutOff ? MAY_WANT_TLS : ''
    this.#file.say(`Kafka: ${problem}${hint}: ${tryingAgain({ delayMs, attempt })}`)
  }

  end(): void {
    this.#file.end()
  }
}
