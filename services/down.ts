import { findService } from './find-service.ts'
import { SERVICES, type ServiceHost } from './service.ts'

/** Stops what runs; `withData` also removes what the services stored. The exit code. */
export async function down(hosts: readonly ServiceHost[], withData: boolean): Promise<number> {
  const running: string[] = []
  for (const name of SERVICES) if (await findService(name, hosts)) running.push(name)
  for (const host of hosts) await host.stop(withData)
  const stopped = running.length === 0 ? 'nothing was running' : `stopped ${running.join(' and ')}`
  process.stderr.write(`services: ${stopped}; the data is ${withData ? 'removed' : 'kept'}\n`)
  return 0
}
