import { afterAll, beforeAll } from 'vitest'
import type { EmptyDatabase } from '../databases.ts'
import { type ServiceOptions, type ShopService, withService } from './shop-service.ts'

/** One service for all tests of a file or a `describe`: they are quick, and must keep out of each other's way. */
export function sharedService(
  create: () => Promise<EmptyDatabase>,
  shop: unknown,
  more: ServiceOptions = {},
): () => ShopService {
  let service: ShopService
  let end: () => void
  let ended: Promise<void>
  beforeAll(async () => {
    await new Promise<void>((begun, failed) => {
      const work = (started: ShopService): Promise<void> => {
        service = started
        begun()
        return new Promise((resolve) => {
          end = resolve
        })
      }
      ended = withService(create, shop, work, more)
      ended.catch(failed)
    })
  })
  afterAll(async () => {
    end()
    await ended
  })
  return () => service
}
