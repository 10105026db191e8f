import type { TestProject } from 'vitest/node'
import { brokerAnswers } from '../services/kafka/broker-answers.ts'
import { KafkaBroker } from '../services/kafka/kafka-broker.ts'
import { waitUntil } from '../services/wait-until.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** host:port of a Kafka broker that all test files share: make topics of your own, and don't stop it. */
    readonly kafkaBrokers: string
  }
}

const PATIENCE_MS = 10_000

/** One Kafka broker for all test files: the one that `AXON_TEST_KAFKA_BROKERS` names, else one of our own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.AXON_TEST_KAFKA_BROKERS
  if (given) {
    if (!(await waitUntil(() => brokerAnswers(given), PATIENCE_MS))) {
      throw new Error(
        `no Kafka broker answers at ${given} (AXON_TEST_KAFKA_BROKERS): start it, or unset the variable and the tests start one`,
      )
    }
    project.provide('kafkaBrokers', given)
    return async () => {}
  }
  const broker = await KafkaBroker.start()
  project.provide('kafkaBrokers', broker.brokers)
  return () => broker.stop()
}
