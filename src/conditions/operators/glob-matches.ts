/**
 * Whether `pattern` matches the whole of `text`: `*` and `**` stand for any run of characters, and `*` for none with a `/` if
 * `inSegments`. Takes at most (stars × length) steps, whatever the pattern.
 */
export const globMatches = (pattern: string, text: string, inSegments: boolean): boolean => {
  let reached = new Set([0]) // where in the text the pattern so far may end
  for (const part of pattern.split(/(\*+)/)) {
    const next = new Set<number>()
    for (const start of reached) {
      if (part[0] !== '*') {
        if (text.startsWith(part, start)) next.add(start + part.length)
        continue
      }
      for (let end = start; end <= text.length && !next.has(end); end++) {
        next.add(end)
        if (inSegments && part === '*' && text[end] === '/') break
      }
    }
    reached = next
  }
  return reached.has(text.length)
}
