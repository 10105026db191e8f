/**
 * Whether `pattern` matches the whole of `text`: `*` and `**` stand for any run of characters, and `*` for none with a `/` if
 * `inSegments`. Takes at most (stars × length) steps, whatever the pattern.
 */
export const globMatches = (pattern: string, text: string, inSegments: boolean): boolean => {
  let ends = new Set([0]) // where in the text the pattern so far may end
  for (const part of pattern.split(/(\*+)/)) {
    const isStar = part[0] === '*'
    const next = isStar ? ends : new Set<number>() // of a star, each end is reached from the one before
    for (const end of ends) {
      const goesOn = isStar
        ? text[end] && !(inSegments && part === '*' && text[end] === '/')
        : text.startsWith(part, end)
      if (goesOn) next.add(end + (isStar ? 1 : part.length))
    }
    ends = next
  }
  return ends.has(text.length)
}
