import { HaltError } from '../../domain/halt-error.ts'
import { placeText } from '../place/place-text.ts'
import type { ElasticsearchPlace } from '../place/sink-place.ts'
import { answerProblem } from './answer-problem.ts'
import { ElasticsearchClient, type ElasticsearchRequest } from './elasticsearch-client.ts'

const EVERY_INDEX = 'ignore_unavailable=true&allow_no_indices=true&allow_partial_search_results=false'

/** What commands ask of Elasticsearch: an answer, or the end. */
export class ElasticsearchApi {
  readonly name: string
  readonly #place: ElasticsearchPlace
  readonly #client: ElasticsearchClient

  /** `authorization`: see {@link ElasticsearchClient}. */
  constructor(place: ElasticsearchPlace, authorization: string | null) {
    this.name = place.name
    this.#place = place
    this.#client = new ElasticsearchClient(place.url, authorization)
  }

  /** The answer as JSON. @throws HaltError if it is none, or tells of an error. */
  async ask<Answer>(method: ElasticsearchRequest['method'], path: string, body?: object): Promise<Answer> {
    const answer = await this.#send(method, path, body)
    const problem = answerProblem(answer)
    if (problem !== null) throw this.unusable(problem)
    return this.#read<Answer>(answer.text)
  }

  /** What a search in all indices of the name finds, whole; nothing while there is none. @throws HaltError */
  search<Answer>(body: object): Promise<Answer> {
    return this.ask<Answer>('POST', `/${this.name}-*/_search?${EVERY_INDEX}`, body)
  }

  /** As {@link ask}; null if there is no such thing (404), or no way to ask for it (400). */
  async find<Answer>(path: string): Promise<Answer | null> {
    const answer = await this.#send('GET', path)
    if (answer.status === 404 || answer.status === 400) return null
    const problem = answerProblem(answer)
    if (problem !== null) throw this.unusable(problem)
    return this.#read<Answer>(answer.text)
  }

  /** False: it does not know this path. */
  async knows(path: string): Promise<boolean> {
    const { text } = await this.#send('GET', path)
    return !/no handler found/.test(text)
  }

  unusable(problem: string): HaltError {
    return new HaltError('ELASTICSEARCH_UNUSABLE', { place: placeText(this.#place), problem })
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  async #send(method: ElasticsearchRequest['method'], path: string, body?: object) {
    const request = { method, path, ...(body !== undefined && { body: JSON.stringify(body) }) }
    try {
      return await this.#client.send(request)
    } catch (error) {
      throw this.unusable((error as Error).message)
    }
  }

  #read<Answer>(text: string): Answer {
    try {
      return JSON.parse(text) as Answer
    } catch {
      throw this.unusable('what answers there is not Elasticsearch: it is no JSON')
    }
  }
}
