import type { Outlet } from './outlet.ts'

/** More in flight don't make anybody's decision come sooner; and the sooner a request is answered and gone, the cheaper it is to collect. */
const ENOUGH = 256

/** Whoever waits longer waits for a database that is slow or away, not for his turn. */
const STUCK_MS = 250

/** How many requests more an outlet wants, and whether it is stuck with those that it has. */
export const crowdAt = (outlet: Pick<Outlet, 'waiting' | 'oldestWaitMs'>) => ({
  room: (): number => Math.max(0, ENOUGH - outlet.waiting),
  isStuck: (): boolean => outlet.oldestWaitMs > STUCK_MS,
})
