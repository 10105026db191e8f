import { findService } from './find-service.ts'
import type { ServiceHost, ServiceName } from './service.ts'
import { serviceAnswers } from './service-answers.ts'

/** Prints what runs where. The exit code: 1 if something is down. */
export async function status(hosts: readonly ServiceHost[], names: readonly ServiceName[]): Promise<number> {
  let exitCode = 0
  for (const name of names) {
    const service = await findService(name, hosts)
    const isUp = service !== null && (await serviceAnswers(name, service.address))
    if (!isUp) exitCode = 1
    const state = isUp ? 'up' : service ? 'runs, does not answer' : 'down'
    process.stdout.write(
      `${[name, state, ...(service ? [service.address, service.place] : [])].join('  ')}\n`,
    )
  }
  return exitCode
}
