/** What kafkajs's errors carry, beyond what `Error` has. */
export interface KafkaError extends Error {
  /** The broker's error code by name, such as `UNKNOWN_TOPIC_OR_PARTITION`. */
  readonly type?: string
  readonly code?: string | number
  readonly topic?: string
  /** `host:port`. */
  readonly broker?: string
}

/** The error and what caused it, outermost first. */
export function errorCauses(error: unknown): KafkaError[] {
  const chain: KafkaError[] = []
  for (let at = error; at instanceof Error && !chain.includes(at); at = at.cause) chain.push(at)
  return chain
}

/** The broker's error codes by name. */
export const errorTypesOf = (error: unknown): string[] => errorCauses(error).map(({ type = '' }) => type)
