import { oneLineError } from '../domain/shown-text.ts'
import { withoutSecrets } from './without-secrets.ts'

/** An error as a log line or an HTTP answer may show it: one line, no secrets. Some errors of the network have only a code. */
export function shownError(error: Error, secrets: readonly string[] = []): string {
  const { code } = error as NodeJS.ErrnoException
  // Hidden before it is cut: half a URL would not be recognised as one.
  return oneLineError(withoutSecrets(error.message || code || error.name, secrets))
}
