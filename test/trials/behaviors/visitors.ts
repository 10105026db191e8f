import { pageRequests } from '../../../bench/occurrences/page-requests.ts'
import { RawConnection } from '../../../bench/serve/raw-connection.ts'

const CONNECTIONS = 16
const IDS = /"messageId":"([^"]+)"/g

/** Visitors who send behaviours one request after the other, and remember what they were told of each. */
export class Visitors {
  readonly #siteKey: string
  readonly acknowledged = new Set<string>()
  readonly statuses = new Map<number, number>()
  /** Requests that never got an answer. */
  cutOff = 0

  constructor(siteKey: string) {
    this.#siteKey = siteKey
  }

  /** Sends until the connections are lost, or until `isEnough`. */
  async visit(url: string, isEnough: () => boolean = () => false): Promise<void> {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#one(new URL(url), isEnough)))
  }

  #one(url: URL, isEnough: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      let isWaiting = false
      const connection = new RawConnection(url, () => {
        if (isWaiting) this.cutOff += 1
        resolve()
      })
      const send = (): void => {
        if (isEnough()) {
          connection.end()
          resolve()
          return
        }
        const [request] = pageRequests(1, this.#siteKey) as [Buffer]
        isWaiting = true
        connection.ask(request, (status) => {
          isWaiting = false
          this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1)
          if (status === 202)
            for (const [, id] of request.toString().matchAll(IDS)) this.acknowledged.add(id!)
          send()
        })
      }
      send()
    })
  }
}
