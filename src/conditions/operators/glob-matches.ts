/**
 * Whether `pattern` matches the whole of `text`: `*` and `**` stand for any run of characters, and `*` for none with a `/` if
 * `inSegments`. Takes at most (stars × length) steps, whatever the pattern.
 */
export function globMatches(pattern: string, text: string, inSegments: boolean): boolean {
  let reached: (boolean | undefined)[] = [true] // reached[i]: the pattern so far matches the first i characters
  for (const part of pattern.split(/(\*+)/)) {
    const next: (boolean | undefined)[] = []
    for (let i = 0; i <= text.length; i++) {
      if (part[0] === '*') {
        const mayGoOn = !inSegments || part[1] === '*' || text[i - 1] !== '/'
        next[i] = reached[i] || (mayGoOn && next[i - 1])
      } else if (reached[i] && text.startsWith(part, i)) next[i + part.length] = true
    }
    reached = next
  }
  return !!reached[text.length]
}
