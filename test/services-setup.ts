import type { TestProject } from 'vitest/node'
import { brokerAnswers } from '../services/kafka/broker-answers.ts'
import { KafkaBroker } from '../services/kafka/kafka-broker.ts'
import { openSearchAnswers } from '../services/opensearch/open-search-answers.ts'
import { OpenSearchNode } from '../services/opensearch/open-search-node.ts'
import { waitUntil } from '../services/wait-until.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** host:port of a Kafka broker that all test files share: make topics of your own, and don't stop it. */
    readonly kafkaBrokers: string
    /** `http://host:port` of an OpenSearch that all test files share: make indices of your own, and don't stop it. */
    readonly openSearch: string
  }
}

const PATIENCE_MS = 10_000

type Stop = () => Promise<void>

/** One Kafka broker and one OpenSearch for all test files: those that the environment names, else our own. */
export default async function setup(project: TestProject): Promise<Stop> {
  const started = await Promise.allSettled([
    shared({
      variable: 'AXON_TEST_KAFKA_BROKERS',
      answers: brokerAnswers,
      start: () => KafkaBroker.start(),
      tell: (given, own) => project.provide('kafkaBrokers', given ?? own!.brokers),
    }),
    shared({
      variable: 'AXON_TEST_OPENSEARCH',
      answers: openSearchAnswers,
      start: () => OpenSearchNode.start(),
      tell: (given, own) => project.provide('openSearch', given ?? own!.url),
    }),
  ])
  const stop = async () => {
    for (const one of started) if (one.status === 'fulfilled') await one.value()
  }
  const failed = started.find(({ status }) => status === 'rejected')
  if (failed?.status !== 'rejected') return stop
  await stop()
  throw failed.reason
}

interface SharedService<Own> {
  /** Of the environment: where one runs already. */
  readonly variable: string
  readonly answers: (address: string) => Promise<boolean>
  readonly start: () => Promise<Own>
  readonly tell: (given: string | undefined, own?: Own) => void
}

async function shared<Own extends { stop: Stop }>(service: SharedService<Own>): Promise<Stop> {
  const given = process.env[service.variable]
  if (!given) {
    const own = await service.start()
    service.tell(undefined, own)
    return () => own.stop()
  }
  if (!(await waitUntil(() => service.answers(given), PATIENCE_MS))) {
    throw new Error(
      `nothing answers at ${given} (${service.variable}): start it, or unset the variable and the tests start one`,
    )
  }
  service.tell(given)
  return async () => {}
}
