import type { ElasticsearchPlace } from '../place/sink-place.ts'
import type { RefusedDocument } from '../sink.ts'
import type { SinkDocument } from '../sink-document.ts'
import type { Probed, SinkWriter, Written } from '../sink-writer.ts'
import { answerProblem } from './answer-problem.ts'
import { readBulkAnswer } from './bulk-answer.ts'
import { byBytes, createRequest, type IndexedDocument } from './bulk-request.ts'
import { type ElasticsearchAnswer, ElasticsearchAway, ElasticsearchClient } from './elasticsearch-client.ts'
import { indexChoice, oddIndex } from './index-choice.ts'
import { removeTwins } from './remove-twins.ts'

/** Elasticsearch advises 5 to 15 MB, and what stands before it often takes less. */
const MAX_REQUEST_BYTES = 5 * 1024 * 1024
const PROBE_LIMIT_MS = 3_000
const NO_TEMPLATE =
  'its indices have no template, so the mapping grows with whatever pages send: `axon logs setup` makes it'

/** What is known of the documents of one write, by and by. */
class Progress {
  readonly refused: RefusedDocument[] = []
  readonly left = new Set<SinkDocument>()
  failure: string | null = null
  mayBeKept = false

  leave(documents: readonly IndexedDocument[], failure: string, mayBeKept = false): void {
    for (const { document } of documents) this.left.add(document)
    this.failure ??= failure
    this.mayBeKept ||= mayBeKept
  }
}

/**
 * `elasticsearch+http(s)://HOST:9200/NAME` (CONTRACT §15): documents are made with their `event.id` as id, in the index of their day, so that what
 * comes again is there already. What Elasticsearch can't take now is left; what it will never take is refused with its reason.
 */
export class ElasticsearchWriter implements SinkWriter {
  readonly kind = 'elasticsearch'
  readonly #client: ElasticsearchClient
  readonly #name: string
  #maxRequestBytes = MAX_REQUEST_BYTES

  /** `authorization`: see {@link ElasticsearchClient}. */
  constructor({ url, name }: ElasticsearchPlace, authorization: string | null, requestLimitMs?: number) {
    this.#client = new ElasticsearchClient(url, authorization, requestLimitMs)
    this.#name = name
  }

  async probe(): Promise<Probed> {
    try {
      const path = `/_index_template/${this.#name}`
      const answer = await this.#client.send({ method: 'GET', path, limitMs: PROBE_LIMIT_MS })
      // Who may write need not be allowed to look at templates.
      if (answer.status === 401 || answer.status >= 500)
        return { outage: answerProblem(answer), advice: null }
      return { outage: null, advice: answer.status === 404 ? NO_TEMPLATE : null }
    } catch (error) {
      return { outage: problemOf(error), advice: null }
    }
  }

  async write(documents: readonly SinkDocument[]): Promise<Written> {
    const indexed = documents.map((document) => ({ document, ...indexChoice(document, this.#name) }))
    const progress = new Progress()
    const parts = byBytes(indexed, this.#maxRequestBytes)
    for (const part of parts) {
      // When one fails, so would the next: nobody waits for the time-outs of all.
      if (progress.failure === null) await this.#create(part, progress)
      else progress.leave(part, progress.failure)
    }
    const { refused, failure, mayBeKept } = progress
    const left = documents.filter((document) => progress.left.has(document))
    return { refused, left, failure, mayBeKept }
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  async #create(documents: readonly IndexedDocument[], progress: Progress): Promise<void> {
    let answer: ElasticsearchAnswer
    const request = createRequest(documents)
    try {
      answer = await this.#client.send(request)
    } catch (error) {
      progress.leave(documents, problemOf(error), error instanceof ElasticsearchAway && error.mayBeDone)
      return
    }
    if (answer.status === 413) return this.#createInHalves(documents, request.body!.length, progress)
    const problem = answerProblem(answer)
    if (problem !== null) return progress.leave(documents, problem, answer.status >= 500)
    const outcomes = readBulkAnswer(answer.text, 'create', documents.length)
    if (outcomes === null)
      return progress.leave(documents, "it is not Elasticsearch that answers: that can't be read", true)
    const done: IndexedDocument[] = []
    for (const [index, outcome] of outcomes.entries()) {
      const one = documents[index]!
      if (outcome.is === 'done') done.push(one)
      else if (outcome.is === 'left') progress.leave([one], `it does not index all: ${outcome.reason}`)
      else progress.refused.push({ document: one.document, reason: outcome.reason })
    }
    await this.#settle(done, progress)
  }

  /** The server, or what stands before it, takes less at once: from now on it gets less. */
  async #createInHalves(
    documents: readonly IndexedDocument[],
    bytes: number,
    progress: Progress,
  ): Promise<void> {
    const [only] = documents
    if (documents.length === 1) {
      progress.refused.push({
        document: only!.document,
        reason: 'the server takes no request as large (413)',
      })
      return
    }
    this.#maxRequestBytes = Math.min(this.#maxRequestBytes, Math.ceil(bytes / 2))
    const middle = Math.ceil(documents.length / 2)
    for (const half of [documents.slice(0, middle), documents.slice(middle)]) {
      if (progress.failure === null) await this.#create(half, progress)
      else progress.leave(half, progress.failure)
    }
  }

  /** Documents near the limit of what has a day may stand twice. */
  async #settle(documents: readonly IndexedDocument[], progress: Progress): Promise<void> {
    const doubtful = documents.filter(({ other }) => other !== null)
    let problem: string | null
    try {
      problem = await removeTwins(this.#client, doubtful, oddIndex(this.#name))
    } catch (error) {
      problem = problemOf(error)
    }
    if (problem !== null) progress.leave(doubtful, problem, true)
  }
}

/** The client's errors are sentences for people. */
const problemOf = (error: unknown): string => (error as Error).message
