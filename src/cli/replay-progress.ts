import { Presets, SingleBar } from 'cli-progress'
import type { PipelineEvent } from '../pipeline/pipeline-event.ts'
import type { JsonlFileSource } from '../sources/jsonl-file/jsonl-file-source.ts'

/** The line on stderr while a file is replayed: messages, rate, share of the file, time left. Silent unless on a TTY. */
export class ReplayProgress {
  readonly #source: JsonlFileSource
  readonly #startedAt = performance.now()
  readonly #bar: SingleBar | undefined
  #messages = 0

  constructor(source: JsonlFileSource) {
    this.#source = source
    if (!process.stderr.isTTY) return
    const { totalBytes } = source.progress
    const share = totalBytes === null ? '' : ' {bar} {percentage}% | {timeLeft} left'
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

  listen(event: PipelineEvent): void {
    if (event.type === 'batch-committed') {
      this.#messages += event.decided.length
      this.#bar?.update(this.#source.progress.bytesRead, this.#values())
      return
    }
    const seconds = (event.delayMs / 1_000).toFixed(1)
    process.stderr.write(
      `axon: ${event.error.message}: trying again in ${seconds} s (retry ${event.attempt})\n`,
    )
  }

  end(): void {
    this.#bar?.stop()
  }

  #values(): Record<string, string> {
    const elapsedMs = performance.now() - this.#startedAt
    const { bytesRead, totalBytes } = this.#source.progress
    const msLeft = totalBytes && bytesRead > 0 ? (elapsedMs * (totalBytes - bytesRead)) / bytesRead : 0
    return {
      messages: this.#messages.toLocaleString('en'),
      rate: Math.round((this.#messages * 1_000) / Math.max(1, elapsedMs)).toLocaleString('en'),
      timeLeft: `${Math.ceil(msLeft / 1_000)} s`,
    }
  }
}
