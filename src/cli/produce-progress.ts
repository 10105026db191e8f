import { Presets, SingleBar } from 'cli-progress'
import type { KafkaRetry } from '../kafka/outage-policy.ts'
import type { JsonlFileSource } from '../sources/jsonl-file/jsonl-file-source.ts'
import type { LeftOut } from './produce-record.ts'

/** stderr while a file is published: lines left out, retries, and on a TTY how far it is. */
export class ProduceProgress {
  readonly #source: JsonlFileSource
  readonly #startedAt = performance.now()
  readonly #bar: SingleBar | undefined
  #sent = 0

  constructor(source: JsonlFileSource) {
    this.#source = source
    if (!process.stderr.isTTY) return
    const { totalBytes } = source.progress
    const share = totalBytes === null ? '' : ' {bar} {percentage}%'
    this.#bar = new SingleBar(
      {
        format: `{messages} messages | {rate}/s |${share}`,
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
        fps: 5,
      },
      Presets.shades_classic,
    )
    this.#bar.start(totalBytes ?? 0, 0, this.#values())
  }

  sent(count: number): void {
    this.#sent += count
    this.#bar?.update(this.#source.progress.bytesRead, this.#values())
  }

  leftOut({ line, reason }: LeftOut): void {
    this.#say(`line ${line} is left out: ${reason}`)
  }

  retrying({ problem, attempt, delayMs }: KafkaRetry): void {
    this.#say(`Kafka: ${problem}: trying again in ${(delayMs / 1_000).toFixed(1)} s (retry ${attempt})`)
  }

  end(): void {
    this.#bar?.stop()
  }

  #say(text: string): void {
    process.stderr.write(`${this.#bar ? '\r\x1b[K' : ''}axon: ${text}\n`)
  }

  #values(): Record<string, string> {
    const seconds = Math.max(1, performance.now() - this.#startedAt) / 1_000
    return {
      messages: this.#sent.toLocaleString('en'),
      rate: Math.round(this.#sent / seconds).toLocaleString('en'),
    }
  }
}
