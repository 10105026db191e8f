import { BEHAVIOR_TOPIC, COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../src/kafka/client/topics.ts'
import { choosePort } from './choose-port.ts'
import { findService } from './find-service.ts'
import { createTopics } from './kafka/create-topics.ts'
import type { ServiceHost, ServiceName } from './service.ts'
import { serviceAnswers } from './service-answers.ts'
import { ServiceError } from './service-error.ts'
import { waitUntil } from './wait-until.ts'

const TOPICS = [COMMAND_TOPIC, OCCURRENCE_TOPIC, BEHAVIOR_TOPIC, `${BEHAVIOR_TOPIC}.refused`]
const PARTITIONS = 6
const PATIENCE_MS = 60_000
const TITLE = { postgres: 'Postgres', kafka: 'Kafka', opensearch: 'OpenSearch' }
const VARIABLE: Readonly<Record<ServiceName, (address: string) => string>> = {
  postgres: (address) => `DATABASE_URL=${address}`,
  kafka: (address) => `KAFKA_BROKERS=${address}`,
  /** As `--behavior-log` takes it. */
  opensearch: (address) => `AXON_OPENSEARCH=elasticsearch+${address}/axon-behavior`,
}

/**
 * Starts what doesn't run yet, on the last of the hosts. Prints the variables to use on stdout, in the shell's language.
 * The exit code: 1 if Kafka or OpenSearch had to be left out. @throws ServiceError if Postgres can't be had.
 */
export async function up(hosts: readonly ServiceHost[], names: readonly ServiceName[]): Promise<number> {
  let exitCode = 0
  for (const name of names) {
    try {
      process.stdout.write(`export ${VARIABLE[name](await addressOf(name, hosts))}\n`)
    } catch (error) {
      if (name === 'postgres' || !(error instanceof ServiceError) || error.exitCode === 2) throw error
      process.stderr.write(`services: ${TITLE[name]} was left out: ${error.message}\n`)
      exitCode = 1
    }
  }
  return exitCode
}

/** The address of the service, which runs and answers. */
async function addressOf(name: ServiceName, hosts: readonly ServiceHost[]): Promise<string> {
  const found = await findService(name, hosts)
  if (!found) await hosts.at(-1)!.start(name, await choosePort(name))
  const service = found ?? (await findService(name, hosts))
  if (!service || !(await waitUntil(() => serviceAnswers(name, service.address), PATIENCE_MS))) {
    throw new ServiceError(`${name} runs and does not answer: \`npm run services:down\`, then try again`)
  }
  if (name === 'kafka') await createTopics(service.address, TOPICS, PARTITIONS)
  process.stderr.write(`services: ${name} ${found ? 'was running' : 'started'} (${service.place})\n`)
  return service.address
}
