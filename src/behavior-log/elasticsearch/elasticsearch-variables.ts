/** Who we are for Elasticsearch, by the environment. */
export const ELASTICSEARCH_VARIABLES = {
  username: 'AXON_ELASTICSEARCH_USERNAME',
  password: 'AXON_ELASTICSEARCH_PASSWORD',
  /** Instead of both, in its encoded form. */
  apiKey: 'AXON_ELASTICSEARCH_API_KEY',
} as const

const { username, password, apiKey } = ELASTICSEARCH_VARIABLES

/** For people: what is to be set. */
export const ELASTICSEARCH_CREDENTIALS = `${username} and ${password}, or ${apiKey}`
