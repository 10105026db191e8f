import { brokerAnswers } from './kafka/broker-answers.ts'
import { postgresAnswers } from './postgres-answers.ts'
import type { ServiceName } from './service.ts'

/** Asks once: true if the service at this address is ready for work. */
export function serviceAnswers(name: ServiceName, address: string): Promise<boolean> {
  return name === 'kafka' ? brokerAnswers(address) : postgresAnswers(address)
}
