import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomNumbers } from '../../fixtures/random.ts'
import { writeLines } from '../../fixtures/write-lines.ts'
import type { GeneratedSale } from '../generated-sale.ts'

export interface RequestsOptions {
  readonly requests: number
  /** How many there are of what everybody wants. */
  readonly pieces: number
  /** Share of requests by users who asked before, 0 … 1. */
  readonly repeats: number
}

const OPENING = Date.parse('2026-05-01T10:00:00+09:00')
/** Of these, each comes up once before any comes again, in no order: a prime, and a number below it. */
const PEOPLE = 99_999_989
const SCATTER = 61_803_397

/** All want the same product of one activity. */
export async function requestsForOne(folder: string, options: RequestsOptions): Promise<GeneratedSale> {
  const { requests, pieces, repeats } = options
  const seed = {
    products: [{ id: 1, productName: '한정 상품', stock: pieces, price: 10_000 }],
    campaigns: [{ id: 1, name: '선착순 대잔치' }],
    campaignActivities: [
      {
        ...{ id: 1, campaignId: 1, productId: 1, name: '선착순', activityType: 'FIRST_COME_FIRST_SERVE' },
        ...{ status: 'ACTIVE', limitCount: null },
      },
    ],
    events: [{ id: 1, name: '구매 완료', status: 'ACTIVE', triggerType: 'PURCHASE' }],
  }
  const name = `${requests}-${pieces}-${repeats}`
  const seedFile = join(folder, `requests-shop-${name}.json`)
  const messagesFile = join(folder, `requests-${name}.jsonl`)
  await writeFile(seedFile, JSON.stringify(seed))
  await writeLines(lines(options), messagesFile)
  return { messages: requests, seedFile, messagesFile }
}

function* lines({ requests, repeats }: RequestsOptions): Generator<string> {
  const random = randomNumbers(1)
  let asked = 0
  for (let index = 0; index < requests; index += 1) {
    const isRepeat = asked > 0 && random() < repeats
    const who = isRepeat ? Math.floor(random() * asked) : asked++
    yield JSON.stringify({
      campaignActivityType: 'FIRST_COME_FIRST_SERVE',
      campaignActivityId: 1,
      userId: 1 + ((who * SCATTER) % PEOPLE),
      timestamp: OPENING + Math.floor(index / 10),
    })
  }
}
