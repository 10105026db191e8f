export const SERVICES = ['postgres', 'kafka', 'opensearch'] as const

export type ServiceName = (typeof SERVICES)[number]

/** A service that was started and not stopped. */
export interface RunningService {
  /** Postgres and OpenSearch: a URL; Kafka: host:port. */
  readonly address: string
  /** Where it runs, for people. */
  readonly place: string
}

/** Where services run: as processes of this machine, or in Docker. */
export interface ServiceHost {
  /** The service if it runs here, else null. */
  find(name: ServiceName): Promise<RunningService | null>
  /** Starts what doesn't run yet, on the port wanted. @throws ServiceError if it can't. */
  start(name: ServiceName, port: number): Promise<void>
  /** Stops all that runs here; `withData` also removes what the services stored. */
  stop(withData: boolean): Promise<void>
}
