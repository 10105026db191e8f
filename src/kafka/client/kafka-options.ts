export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const
export type SaslMechanism = (typeof SASL_MECHANISMS)[number]

export interface SaslOptions {
  readonly mechanism: SaslMechanism
  readonly username: string
  /** Never printed. */
  readonly password: string
}

/** How to reach the brokers. What is asked for is used or refused: there is no fallback to plaintext. */
export interface KafkaOptions {
  /** `host:port` each, at least one. */
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly ssl: boolean
  /** PEM file of the authorities to trust, instead of the system's; only with `ssl`. */
  readonly caFile?: string
  readonly sasl?: SaslOptions
}
