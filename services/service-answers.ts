import { brokerAnswers } from './kafka/broker-answers.ts'
import { openSearchAnswers } from './opensearch/open-search-answers.ts'
import { postgresAnswers } from './postgres-answers.ts'
import type { ServiceName } from './service.ts'

const ANSWERS: Readonly<Record<ServiceName, (address: string) => Promise<boolean>>> = {
  postgres: postgresAnswers,
  kafka: brokerAnswers,
  opensearch: openSearchAnswers,
}

/** Asks once: true if the service at this address is ready for work. */
export const serviceAnswers = (name: ServiceName, address: string): Promise<boolean> => ANSWERS[name](address)
