const IN_URL = /(\/\/[^\s/:@]*):\S*@/g
const NAMED = /\b(\w*(?:password|passwd|pwd|secret|token))(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&,;]+)/gi

/**
 * A text that may be shown: passwords in URLs, values named like a secret, and the `known` ones themselves, become `***`
 * (CONTRACT §4: secrets are never printed). Rather too much is hidden than too little.
 */
export function withoutSecrets(text: string, known: readonly string[] = []): string {
  let shown = text
  for (const secret of known) if (secret !== '') shown = shown.replaceAll(secret, '***')
  return shown.replace(IN_URL, '$1:***@').replace(NAMED, '$1$2***')
}
