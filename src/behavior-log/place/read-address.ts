/** What stands behind the scheme of a URL. */
export interface PlaceAddress {
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  /** Without the slash before it. */
  readonly path: string
  readonly parameters: Readonly<Record<string, string>>
}

interface AddressRules {
  /** Where none is given. */
  readonly port: number
  /** The names that are known. */
  readonly parameters: readonly string[]
  /** What to do instead of writing secrets into the URL. */
  readonly secret: string
}

const MAX_PORT = 65_535
const PARTS = /^:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/
const AUTHORITY = /^(?:\[([\da-f:.]+)\]|([^:[\]\s]+))(?::(\d+))?$/i

/** Reads `://host:port/path?parameters`, or says what is wrong, without repeating what may be a secret. */
export function readAddress(text: string, rules: AddressRules): PlaceAddress | { readonly problem: string } {
  if (text.includes('@'))
    return { problem: `a URL is seen by others, and takes no user or password: ${rules.secret} instead` }
  const parts = PARTS.exec(text)
  if (!parts) return { problem: 'after the scheme it must be ://HOST:PORT' }
  const [, authority = '', path = '', query = ''] = parts
  const [, inBrackets, named = '', digits] = AUTHORITY.exec(authority) ?? []
  const host = inBrackets ?? named
  if (host === '') return { problem: `it must name a host, and a port as a number: //HOST:${rules.port}` }
  const port = digits === undefined ? rules.port : Number(digits)
  if (port < 1 || port > MAX_PORT) return { problem: `its port must be a number from 1 to ${MAX_PORT}` }
  const parameters: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    if (!rules.parameters.includes(name)) return { problem: unknown(rules) }
    if (name in parameters) return { problem: `${name} is given twice` }
    parameters[name] = value
  }
  return { host, port, path, parameters }
}

function unknown({ parameters, secret }: AddressRules): string {
  const known =
    parameters.length === 0 ? 'it takes no parameters' : `its parameters are ${parameters.join(', ')}`
  return `${known}; for secrets ${secret}`
}
