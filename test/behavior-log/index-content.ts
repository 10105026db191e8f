const PAGE = 10_000

interface Hits {
  readonly hits: {
    readonly hits: readonly {
      readonly _id: string
      readonly _index: string
      readonly sort: readonly unknown[]
    }[]
  }
}

/** What an OpenSearch holds. */
export class IndexContent {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.json() as Promise<Answer>
  }

  /** The ids of all documents in the indices of a name, by index. */
  async ids(name: string): Promise<Map<string, string[]>> {
    await this.ask('POST', `/${name}-*/_refresh`)
    const found = new Map<string, string[]>()
    for (let after: readonly unknown[] | undefined; ; ) {
      const page = {
        size: PAGE,
        _source: false,
        sort: ['event.id', '_index'],
        ...(after && { search_after: after }),
      }
      const { hits } = (await this.ask<Hits>('POST', `/${name}-*/_search`, page)).hits
      if (hits.length === 0) return found
      for (const { _id, _index } of hits) {
        const ids = found.get(_index) ?? []
        ids.push(_id)
        found.set(_index, ids)
      }
      after = hits.at(-1)!.sort
    }
  }
}
