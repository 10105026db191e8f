import { until } from '../../test/browser/until.ts'
import { AdminPage } from './admin-page.ts'
import type { AdminService } from './admin-service.ts'
import { lagOf } from './lag-of.ts'
import type { Watched } from './live-round.ts'
import { type MainThread, mainThread, TRACED } from './main-thread.ts'
import { notedFrames, noteFrames, type ShownFrame } from './shown-frames.ts'
import { BATCH, type StoredState, type WatchedReplay } from './watched-replay.ts'

/** What a browser did while it showed a sale. */
export interface ShownSale extends MainThread {
  readonly frames: number
  /** Frames whose outcomes add up to what was read, which is a number of messages that the database held: whole transactions. */
  readonly balanced: number
  readonly lagMs: number
  /** Of it so much may be the machine's: the bench itself looked no more often. */
  readonly lookGapMs: number
  /** How long it was traced. */
  readonly seconds: number
}

/** Chromium shows *Sale now* from before the replay until all of it is on the page. */
export async function shownSale(
  service: AdminService,
  replay: () => Promise<WatchedReplay>,
): Promise<Watched> {
  const admin = await AdminPage.start(service)
  try {
    const page = await admin.tab()
    await page.goto(admin.urlOf('sale'))
    await page.locator('.tile').first().waitFor()
    await noteFrames(page)
    await admin.browser.startTracing(page, { categories: TRACED })
    const startedAt = performance.now()
    const { seconds, states, lookGapMs } = await replay()
    const all = states.at(-1)!.messages
    await until('the page shows all', () => page.evaluate<boolean>(`shownFrames.at(-1).read === ${all}`))
    const tracedSeconds = (performance.now() - startedAt) / 1_000
    const thread = mainThread(await admin.browser.stopTracing())
    const frames = await notedFrames(page)
    return { seconds, shown: { ...thread, ...judged(frames, states), lookGapMs, seconds: tracedSeconds } }
  } finally {
    await admin.close()
  }
}

function judged(
  frames: readonly ShownFrame[],
  states: readonly StoredState[],
): Pick<ShownSale, 'frames' | 'balanced' | 'lagMs'> {
  const all = states.at(-1)!.messages
  const balanced = frames.filter(({ read, outcomes }) => {
    const sum = outcomes.reduce((total, count) => total + count, 0)
    return sum === read && (read % BATCH === 0 || read === all)
  })
  return { frames: frames.length, balanced: balanced.length, lagMs: lagOf(frames, states) }
}
