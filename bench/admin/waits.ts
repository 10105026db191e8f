import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/stores/open-database.ts'
import { fillDefinitionsShop } from '../events/definitions-shop.ts'
import { median } from '../measured-run.ts'
import { AdminPage } from './admin-page.ts'
import { AdminService } from './admin-service.ts'
import { firstLoad } from './first-load.ts'

/** How long operators wait, ms, each the median; and what is sent the first time. */
export interface Waits {
  readonly interactiveMs: number
  readonly sentBytes: number
  readonly listMs: number
  readonly searchMs: number
  readonly numberMs: number
}

const ACTIVE = 200
/** What one answer holds at most. */
const LIMIT = 200

/** A shop with so many definitions: the first load of the page, and the API's list and search. */
export async function waits(stored: number, rounds: number): Promise<Waits> {
  const folder = await mkdtemp(join(tmpdir(), 'axon-admin-'))
  const url = `sqlite:${join(folder, 'axon.db')}`
  const database = await openDatabase(url)
  await fillDefinitionsShop(database, { users: 1, stored, active: ACTIVE }).finally(() => database.close())
  const service = await AdminService.start(url)
  try {
    const admin = await AdminPage.start(service)
    const loads = await times(rounds, () => firstLoad(admin)).finally(() => admin.close())
    const asked = async (query: string, found: (count: number) => boolean): Promise<number> => {
      const answers = await times(rounds * 3, () => service.timed(`events?limit=${LIMIT}${query}`))
      for (const { body } of answers) {
        const { items } = body as { readonly items: readonly unknown[] }
        if (!found(items.length)) throw new Error(`events${query}: ${items.length} found`)
      }
      return median(answers.map(({ ms }) => ms))
    }
    return {
      interactiveMs: median(loads.map(({ interactiveMs }) => interactiveMs)),
      sentBytes: Math.max(...loads.map(({ sentBytes }) => sentBytes)),
      listMs: await asked('', (count) => count === LIMIT),
      searchMs: await asked('&q=%EC%B9%B4%ED%85%8C%EA%B3%A0%EB%A6%AC%20999', (count) => count >= 11),
      numberMs: await asked(`&q=${stored}`, (count) => count >= 1),
    }
  } finally {
    await service.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function times<T>(count: number, run: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = []
  for (let turn = 0; turn < count; turn += 1) results.push(await run())
  return results
}
