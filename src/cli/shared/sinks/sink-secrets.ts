const NAMES = [
  'KAFKA_SASL_PASSWORD',
  'AXON_FLUENTD_SHARED_KEY',
  'AXON_ELASTICSEARCH_PASSWORD',
  'AXON_ELASTICSEARCH_API_KEY',
]

/** What the environment holds of sinks that must never be shown, whoever repeats it. */
export const sinkSecrets = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): readonly string[] => NAMES.flatMap((name) => environment[name]?.trim() || [])
