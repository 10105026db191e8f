import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AXON } from '../../test/axon.ts'
import type { GeneratedSale } from '../generated-sale.ts'
import { cpuSeconds } from '../occurrences/cpu-seconds.ts'
import { AdminService } from './admin-service.ts'
import type { ShownSale } from './shown-sale.ts'
import { type WatchedReplay, watchedReplay } from './watched-replay.ts'

/** Who looks at *Sale now* while the replay runs. */
export interface Viewer {
  readonly name: string
  watch(service: AdminService, replay: () => Promise<WatchedReplay>): Promise<Watched>
}

export interface Watched {
  /** Of the replay. */
  readonly seconds: number
  /** Null if nobody saw it in a browser. */
  readonly shown: ShownSale | null
}

export interface LiveRound extends Watched {
  readonly serverCpuSeconds: number
}

/** One replay into a new database that an `axon serve` shows. */
export async function liveRound(
  { seedFile, messagesFile }: GeneratedSale,
  viewer: Viewer,
): Promise<LiveRound> {
  const folder = await mkdtemp(join(tmpdir(), 'axon-admin-'))
  const file = join(folder, 'axon.db')
  execFileSync(process.execPath, [AXON, 'seed', seedFile, '--database', `sqlite:${file}`])
  const service = await AdminService.start(`sqlite:${file}`)
  try {
    let serverCpuSeconds = 0
    // Without what signing in and loading the page take.
    const watched = await viewer.watch(service, async () => {
      const before = cpuSeconds(service.pid)
      const replay = await watchedReplay(messagesFile, file)
      serverCpuSeconds = cpuSeconds(service.pid) - before
      return replay
    })
    return { ...watched, serverCpuSeconds }
  } finally {
    await service.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
