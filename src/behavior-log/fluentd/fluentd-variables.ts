/** What the environment says of a Fluentd. */
export const FLUENTD_VARIABLES = {
  /** That both sides know. */
  sharedKey: 'AXON_FLUENTD_SHARED_KEY',
  /** The authorities that are trusted, a PEM file. */
  caFile: 'AXON_FLUENTD_CA_FILE',
} as const
