import { isFreePort, quietPort } from './quiet-port.ts'
import type { ServiceName } from './service.ts'
import { ServiceError } from './service-error.ts'

const USUAL = {
  postgres: { variable: 'AXON_POSTGRES_PORT', port: 54_329 },
  kafka: { variable: 'AXON_KAFKA_PORT', port: 9_092 },
  opensearch: { variable: 'AXON_OPENSEARCH_PORT', port: 9_200 },
}

/** The port that the environment names, else the usual one, else, if that is taken, a free one. @throws ServiceError. */
export async function choosePort(name: ServiceName): Promise<number> {
  const { variable, port } = USUAL[name]
  const given = process.env[variable]
  if (!given) return (await isFreePort(port)) ? port : quietPort()
  if (!/^\d+$/.test(given) || Number(given) < 1 || Number(given) > 65_535) {
    throw new ServiceError(`${variable} is not a port: '${given}' (1 to 65535)`, 2)
  }
  if (!(await isFreePort(Number(given)))) {
    throw new ServiceError(`port ${given} (${variable}) is taken: free it or name another`)
  }
  return Number(given)
}
