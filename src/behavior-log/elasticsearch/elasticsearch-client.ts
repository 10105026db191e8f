import { Pool } from 'undici'
import { oneLineError } from '../../domain/shown-text.ts'

const CONNECT_LIMIT_MS = 3_000
/** A server that takes longer for one request is away: nobody knows what it did. */
const REQUEST_LIMIT_MS = 10_000
/** Far more than the answer to any request of ours. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

export interface ElasticsearchRequest {
  readonly method: 'GET' | 'PUT' | 'POST'
  /** With its query. */
  readonly path: string
  readonly body?: string | Buffer
  /** Default: JSON. */
  readonly contentType?: string
  readonly limitMs?: number
}

export interface ElasticsearchAnswer {
  readonly status: number
  readonly text: string
}

/** No answer came. */
export class ElasticsearchAway extends Error {
  /** The server may have done what it was asked. */
  readonly mayBeDone: boolean

  constructor(problem: string, mayBeDone: boolean, options?: ErrorOptions) {
    super(problem, options)
    this.name = 'ElasticsearchAway'
    this.mayBeDone = mayBeDone
  }
}

/** HTTP with Elasticsearch, or with what speaks as it does. Everything is bounded: the time of each step, and the answer. */
export class ElasticsearchClient {
  readonly #url: string
  readonly #requestLimitMs: number
  readonly #pool: Pool
  readonly #headers: Readonly<Record<string, string>>

  /** `authorization`: a header's value; null if none is needed. `requestLimitMs`: default 10 s. */
  constructor(url: string, authorization: string | null, requestLimitMs = REQUEST_LIMIT_MS) {
    this.#url = url
    this.#requestLimitMs = requestLimitMs
    this.#pool = new Pool(url, { connections: 2, connect: { timeout: CONNECT_LIMIT_MS } })
    this.#headers = authorization === null ? {} : { authorization }
  }

  /** @throws ElasticsearchAway */
  async send(request: ElasticsearchRequest): Promise<ElasticsearchAnswer> {
    const { method, path, body, contentType = 'application/json', limitMs = this.#requestLimitMs } = request
    try {
      const answer = await this.#pool.request({
        ...{ method, path },
        headers: { ...this.#headers, ...(body !== undefined && { 'content-type': contentType }) },
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(limitMs),
      })
      return { status: answer.statusCode, text: await textOf(answer.body) }
    } catch (error) {
      throw this.#away(error as NodeJS.ErrnoException, limitMs)
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  #away(error: NodeJS.ErrnoException, limitMs: number): ElasticsearchAway {
    if (error.name === 'TimeoutError')
      return new ElasticsearchAway(`${this.#url} has not answered within ${limitMs / 1_000} s`, true, {
        cause: error,
      })
    const reason = oneLineError(error.message === '' ? String(error.code) : error.message)
    const isUnreached = UNREACHED.has(error.code ?? '')
    const what = isUnreached ? "can't be reached" : 'has cut the connection off'
    return new ElasticsearchAway(`${this.#url} ${what}: ${reason}`, !isUnreached, { cause: error })
  }
}

/** Nothing was sent. */
const UNREACHED = new Set([
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'],
])

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`its answer is longer than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
