import { ELASTICSEARCH_VARIABLES } from '../../../behavior-log/elasticsearch/elasticsearch-variables.ts'
import { CommandError } from '../command-error.ts'

const { username: USERNAME, password: PASSWORD, apiKey: API_KEY } = ELASTICSEARCH_VARIABLES

/** The header `Authorization` by the environment; null if nothing is set. @throws CommandError if half of it is. */
export function elasticsearchAuthorization(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const [username, password, apiKey] = [USERNAME, PASSWORD, API_KEY].map((name) => environment[name]?.trim())
  if (apiKey && (username || password))
    throw new CommandError(`set either ${API_KEY}, or ${USERNAME} and ${PASSWORD}`, 2)
  if (apiKey) {
    if (!/^[\w+/=.:-]+$/.test(apiKey))
      throw new CommandError(`${API_KEY} is no API key in its encoded form`, 2)
    return `ApiKey ${apiKey}`
  }
  if (!username && !password) return null
  if (!username) throw new CommandError(`${PASSWORD} is set, and ${USERNAME} is not`, 2)
  if (!password) throw new CommandError(`${USERNAME} is set, and ${PASSWORD} is not`, 2)
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
