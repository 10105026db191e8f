import type { KafkaOptions } from '../../kafka/client/kafka-options.ts'

/** Values that must never be shown, wherever they turn up: as they are written in the URL, and as they are. */
export function consumeSecrets(databaseUrl: string, { sasl }: KafkaOptions): string[] {
  const written = URL.canParse(databaseUrl) ? new URL(databaseUrl).password : ''
  const secrets = [written, decoded(written), process.env.PGPASSWORD ?? '', sasl?.password ?? '']
  return secrets.filter((secret) => secret !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
