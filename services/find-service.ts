import type { RunningService, ServiceHost, ServiceName } from './service.ts'

/** The service on the first host where it runs, else null. */
export async function findService(
  name: ServiceName,
  hosts: readonly ServiceHost[],
): Promise<RunningService | null> {
  for (const host of hosts) {
    const found = await host.find(name)
    if (found) return found
  }
  return null
}
