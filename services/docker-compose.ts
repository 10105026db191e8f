import { spawnSync } from 'node:child_process'
import { packageRoot } from '../src/package-root.ts'
import type { RunningService, ServiceHost, ServiceName } from './service.ts'
import { ServiceError } from './service-error.ts'

const INNER_PORT = { postgres: 5432, kafka: 9092, opensearch: 9200 }
const PORT_VARIABLE = {
  postgres: 'AXON_POSTGRES_PORT',
  kafka: 'AXON_KAFKA_PORT',
  opensearch: 'AXON_OPENSEARCH_PORT',
}
const ADDRESS: Readonly<Record<ServiceName, (host: string) => string>> = {
  postgres: (host) => `postgres://axon:axon@${host}/axon`,
  kafka: (host) => host,
  opensearch: (host) => `http://${host}`,
}

/** Services in Docker: those of compose.yaml, their data in named volumes. */
export class DockerCompose implements ServiceHost {
  /** True if a Docker engine answers that knows `compose`: the client alone is not enough. */
  static isThere(): boolean {
    const works = (...args: string[]) => spawnSync('docker', args, { stdio: 'ignore' }).status === 0
    return works('info') && works('compose', 'version')
  }

  async find(name: ServiceName): Promise<RunningService | null> {
    const args = ['compose', 'port', name, String(INNER_PORT[name])]
    const { status, stdout } = spawnSync('docker', args, { cwd: packageRoot, encoding: 'utf8' })
    const port = /:(\d+)\s*$/.exec(stdout ?? '')?.[1]
    if (status !== 0 || !port || port === '0') return null
    return { address: ADDRESS[name](`127.0.0.1:${port}`), place: 'Docker' }
  }

  async start(name: ServiceName, port: number): Promise<void> {
    this.#compose(['up', '--detach', '--wait', name], { [PORT_VARIABLE[name]]: String(port) })
  }

  async stop(withData: boolean): Promise<void> {
    this.#compose(['down', ...(withData ? ['--volumes'] : [])])
  }

  /** Its progress (the first time images are fetched) goes to stderr. */
  #compose(args: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
    const { status } = spawnSync('docker', ['compose', ...args], {
      cwd: packageRoot,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 2, 2],
    })
    if (status !== 0) throw new ServiceError(`\`docker compose ${args.join(' ')}\` failed: see above`)
  }
}
