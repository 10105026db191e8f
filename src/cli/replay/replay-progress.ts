import { oneLineError } from '../../domain/shown-text.ts'
import type { JsonlFileSource } from '../../files/jsonl-file-source.ts'
import { tryingAgain } from '../../monitoring/trying-again.ts'
import type { PipelineEvent } from '../../pipeline/pipeline-event.ts'
import { FileProgress } from '../shared/progress/file-progress.ts'

/** Tells stderr of outages while a file is replayed, and on a TTY how far it is. */
export class ReplayProgress {
  readonly #file: FileProgress

  constructor(source: JsonlFileSource) {
    this.#file = new FileProgress(source)
  }

  listen(event: PipelineEvent): void {
    if (event.type === 'batch-committed') {
      this.#file.add(event.decided.length)
      return
    }
    this.#file.say(`${oneLineError(event.error.message)}: ${tryingAgain(event)}`)
  }

  end(): void {
    this.#file.end()
  }
}
