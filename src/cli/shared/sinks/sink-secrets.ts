import { ELASTICSEARCH_VARIABLES } from '../../../behavior-log/elasticsearch/elasticsearch-variables.ts'
import { FLUENTD_VARIABLES } from '../../../behavior-log/fluentd/fluentd-variables.ts'

const NAMES = [
  'KAFKA_SASL_PASSWORD',
  FLUENTD_VARIABLES.sharedKey,
  ELASTICSEARCH_VARIABLES.password,
  ELASTICSEARCH_VARIABLES.apiKey,
]

/** What the environment holds of sinks that must never be shown, whoever repeats it. */
export const sinkSecrets = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): readonly string[] => NAMES.flatMap((name) => environment[name]?.trim() || [])
