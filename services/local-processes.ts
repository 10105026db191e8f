import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase, DATABASE } from './create-database.ts'
import { KafkaBroker } from './kafka/kafka-broker.ts'
import { OpenSearchNode } from './opensearch/open-search-node.ts'
import { PostgresServer } from './postgres/postgres-server.ts'
import { type RunningService, SERVICES, type ServiceHost, type ServiceName } from './service.ts'
import { ServiceError } from './service-error.ts'

const ROOT_HINT =
  ' (started by root it runs as the user postgres, who must be able to enter the folder: AXON_SERVICES_FOLDER names another)'

type LocalServer = PostgresServer | KafkaBroker | OpenSearchNode

const KINDS = { postgres: PostgresServer, kafka: KafkaBroker, opensearch: OpenSearchNode }

/** Services as processes that outlive the command; their data, logs and pids lie below `folder`. */
export class LocalProcesses implements ServiceHost {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async find(name: ServiceName): Promise<RunningService | null> {
    const server = await this.#server(name)
    if (!server) return null
    return { address: addressOf(server), place: `a process of its own, data in ${server.folder}` }
  }

  async start(name: ServiceName, port: number): Promise<void> {
    const folder = this.#data(name)
    if (name !== 'postgres') {
      await KINDS[name].start({ folder, port, detached: true })
      return
    }
    const server = await PostgresServer.start({ folder, port, detached: true }).catch((error: Error) => {
      throw new ServiceError(`Postgres did not start: ${complaintOf(error)}`)
    })
    await createDatabase(server.url(), DATABASE)
  }

  async stop(withData: boolean): Promise<void> {
    for (const name of SERVICES) {
      await (await this.#server(name))?.stop()
      if (withData) rmSync(this.#data(name), { recursive: true, force: true })
    }
  }

  #server(name: ServiceName): Promise<LocalServer | null> {
    return KINDS[name].find(this.#data(name))
  }

  #data(name: ServiceName): string {
    return join(this.#folder, name)
  }
}

function addressOf(server: LocalServer): string {
  if (server instanceof PostgresServer) return server.url(DATABASE)
  return server instanceof KafkaBroker ? server.brokers : server.url
}

/** The line that tells why, of all that the server's programs said. */
function complaintOf({ message }: Error): string {
  const lines = message.split('\n').map((line) => line.trim())
  const complaint = lines.find((line) => /\b(error|fatal|could not)\b/i.test(line)) ?? lines[0]
  const hint = process.getuid?.() === 0 ? ROOT_HINT : ''
  return `${complaint}${hint}`
}
