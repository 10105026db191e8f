import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** Does something else than to answer a request; true: it did nothing, and the request is answered as usual. */
export type Fault = (request: IncomingMessage, response: ServerResponse, body: string) => boolean | undefined

interface Answer {
  readonly status: number
  readonly error?: object
}

type Key = readonly [createdAt: number, id: string]

interface Search {
  readonly size: number
  readonly sort: readonly Readonly<Record<string, { readonly order: string }>>[]
  readonly search_after?: Key
  readonly query: {
    readonly bool: { readonly filter: readonly { range?: { 'event.created': { gte: string } } }[] }
  }
}

/** As much of Elasticsearch as a sink asks of it, with what goes wrong on top: each fault is for one request. */
export class FakeElasticsearch {
  /** By index, then by id. */
  readonly indices = new Map<string, Map<string, string>>()
  readonly requests: { method: string; path: string; body: string; authorization: string | undefined }[] = []
  /** What becomes of a document that is to be made; null: it is made. */
  refuse: (json: string, id: string) => Answer | null = () => null
  /** Who it says it is. */
  version: object = { number: '2.19.6', distribution: 'opensearch' }
  /** Templates and policies, by path. */
  readonly settings = new Map<string, object>()
  #faults: Fault[] = []
  readonly #server: Server

  static async start(): Promise<FakeElasticsearch> {
    const fake = new FakeElasticsearch()
    await fake.#listen(0)
    return fake
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The ids of all documents, with how often each is there. */
  get counts(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const index of this.indices.values())
      for (const id of index.keys()) counts.set(id, (counts.get(id) ?? 0) + 1)
    return counts
  }

  next(...faults: Fault[]): void {
    this.#faults.push(...faults)
  }

  /** Puts a document into an index. */
  add(index: string, id: string, json: string): void {
    this.#create(index, id, json)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Away, and there again with what it had, at the same address; what is done `meanwhile` is done before. */
  async goAway(meanwhile: () => unknown): Promise<void> {
    const { port } = this.#server.address() as AddressInfo
    await this.stop()
    await meanwhile()
    await this.#listen(port)
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const { method = '', url = '', headers } = request
    this.requests.push({ method, path: url, body, authorization: headers.authorization })
    const fault = this.#faults.shift()
    if (fault && !fault(request, response, body)) return
    const answer = this.#answer(method, url.split('?')[0] ?? '', body)
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { error: 'there is none', status: 404 }))
  }

  #answer(method: string, path: string, body: string): object | null {
    if (path === '/') return { version: this.version }
    if (path === '/_bulk') return { errors: false, items: this.#bulk(body) }
    if (path === '/_mget') return { docs: this.#get(body) }
    if (path.endsWith('/_search')) return { hits: { hits: this.#search(body) } }
    if (method === 'GET') return this.#setting(path)
    this.settings.set(path, JSON.parse(body) as object)
    return { acknowledged: true }
  }

  #setting(path: string): object | null {
    const stored = this.settings.get(path)
    if (!stored) return null
    if (path.startsWith('/_index_template/')) return { index_templates: [{ index_template: stored }] }
    if (path.startsWith('/_ilm/policy/')) return { [path.split('/').at(-1)!]: stored }
    return { ...stored, _seq_no: 5, _primary_term: 1 }
  }

  #bulk(body: string): object[] {
    const lines = body.split('\n')
    const items: object[] = []
    for (let at = 0; at < lines.length - 1; at += 1) {
      const [[action, { _index, _id }]] = Object.entries(JSON.parse(lines[at]!)) as [
        [string, { _index: string; _id: string }],
      ]
      const answer = action === 'create' ? this.#create(_index, _id, lines[++at]!) : this.#delete(_index, _id)
      items.push({ [action]: answer })
    }
    return items
  }

  #create(index: string, id: string, json: string): Answer {
    const answer = this.refuse(json, id)
    if (answer) return answer
    const documents = this.indices.get(index) ?? new Map<string, string>()
    this.indices.set(index, documents)
    if (documents.has(id)) return { status: 409, error: { type: 'version_conflict_engine_exception' } }
    documents.set(id, json)
    return { status: 201 }
  }

  #delete(index: string, id: string): Answer {
    return { status: this.indices.get(index)?.delete(id) ? 200 : 404 }
  }

  /** By receipt, then by id; of the filters only that of the earliest receipt. */
  #search(body: string): object[] {
    const { size, sort, search_after: after, query } = JSON.parse(body) as Search
    const range = query.bool.filter.find((one) => one.range)?.range
    const since = Date.parse(range?.['event.created'].gte ?? '1970-01-01')
    const isBackwards = sort[0]?.['event.created']?.order === 'desc'
    const hits = [...this.indices.values()]
      .flatMap((index) => [...index.values()])
      .map((json) => JSON.parse(json) as { event: { id: string; created: string } })
      .map((source) => ({
        _source: source,
        sort: [Date.parse(source.event.created), source.event.id] as const,
      }))
      .filter((hit) => hit.sort[0] >= since)
      .sort((one, other) => byKey(one.sort, other.sort))
    if (isBackwards) hits.reverse()
    const isBehind = (key: Key) => !after || (isBackwards ? byKey(key, after) < 0 : byKey(key, after) > 0)
    return hits.filter((hit) => isBehind(hit.sort)).slice(0, size)
  }

  #get(body: string): object[] {
    const { docs } = JSON.parse(body) as { docs: { _index: string; _id: string }[] }
    return docs.map(({ _index, _id }) => {
      const index = this.indices.get(_index)
      return index ? { found: index.has(_id) } : { error: { type: 'index_not_found_exception' } }
    })
  }
}

/** Answers with a status, and nothing that an Elasticsearch would say. */
export const answers =
  (status: number, body = ''): Fault =>
  (_, response) =>
    void response.writeHead(status).end(body)

/** Ends the connection instead of an answer. */
export const cuts: Fault = (request) => void request.socket.destroy()

const byKey = ([createdAt, id]: Key, [otherAt, otherId]: Key): number =>
  createdAt - otherAt || (id < otherId ? -1 : Number(id > otherId))
