/** The token of a link that works once (`#once=…`), which is then taken out of the address; null without one. */
export function onceToken(): string | null {
  const [, token] = /^#once=([\w-]+)$/.exec(location.hash) ?? []
  if (token === undefined) return null
  history.replaceState(null, '', '#/')
  return token
}
