const TOKEN =
  /[ \t\r\n]*([{}[\],:]|"[^"\\\u0000-\u001f]*(?:\\[^\u0000-\u001f][^"\\\u0000-\u001f]*)*"|-?\d[\d.eE+-]*|true|false|null)/y

/** What may be left where a text was cut within a token. */
const CUT_TOKEN = /^[ \t\r\n]*(?:"[^\u0000-\u001f]*|-|t|tr|tru|f|fa|fal|fals|n|nu|nul)?$/

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end'

/**
 * Where the JSON object or array ends that the text begins with; `cut` if the text ends within it, `invalid` if it can't be the
 * beginning of one. Not recursive, however deep it nests.
 */
export function endOfValue(text: string): number | 'cut' | 'invalid' {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  TOKEN.lastIndex = 0
  for (;;) {
    const from = TOKEN.lastIndex
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) return CUT_TOKEN.test(text.slice(from)) ? 'cut' : 'invalid'
    const next = afterToken(token, expected, open)
    if (next === null) return 'invalid'
    if (open.length === 0) return TOKEN.lastIndex
    expected = next
  }
}

/** What may follow; null if the token may not stand here. */
function afterToken(token: string, expected: Expected, open: ('{' | '[')[]): Expected | null {
  const inObject = open.at(-1) === '{'
  switch (token[0]) {
    case '{':
    case '[':
      if (!expected.startsWith('value')) return null
      open.push(token as '{' | '[')
      return token === '{' ? 'key or end' : 'value or end'
    case '}':
    case ']':
      if (!expected.endsWith('end') || inObject !== (token === '}')) return null
      open.pop()
      return 'comma or end'
    case ',':
      if (expected !== 'comma or end') return null
      return inObject ? 'key' : 'value'
    case ':':
      return expected === 'colon' ? 'value' : null
    case '"':
      if (expected.startsWith('key')) return 'colon'
  }
  return expected.startsWith('value') ? 'comma or end' : null
}
