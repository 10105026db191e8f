import { quotedName } from '../../quoted-name.ts'
import { parseOptions, type Settings } from './settings.ts'

/** What a Postgres URL may ask for behind its `?` (docs/database-url.md). */
const URL_PARAMETERS = [
  ...['user', 'password', 'host', 'port', 'application_name', 'connect_timeout', 'client_encoding'],
  ...['schema', 'search_path', 'options'],
  ...['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'],
  ...['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation', 'ssl'],
  // Written by other programs; here they ask for nothing that is not so anyway.
  ...['target_session_attrs', 'uselibpqcompat'],
] as const

/** Parameters that are settings of the server's, under the same name. */
const SETTINGS = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'] as const

const MAX_NAME_BYTES = 63

/**
 * The settings that a URL's parameters and `PGOPTIONS` ask for. `schema` is one schema of exactly that name; `search_path` is the
 * setting of that name.
 * @throws Error with what is wrong.
 */
export function settingsOf(parameters: URLSearchParams, env: NodeJS.ProcessEnv): Settings {
  const settings = new Map<string, string>()
  for (const [source, text] of [
    ['PGOPTIONS', env.PGOPTIONS],
    ['options', parameters.get('options')],
  ] as const) {
    const parsed = parseOptions(text ?? '')
    if (!parsed) throw new Error(`${source} holds more than -c name=value`)
    for (const [name, value] of parsed) settings.set(name, value)
  }
  for (const name of SETTINGS) {
    const value = parameters.get(name)
    if (value !== null) settings.set(name, value)
  }
  const [searchPath, schema] = [parameters.get('search_path'), parameters.get('schema')]
  if (schema !== null && searchPath === null) settings.set('search_path', quotedName(checkedName(schema)))
  if (searchPath !== null) settings.set('search_path', searchPath)
  checkEncoding(parameters.get('client_encoding') ?? settings.get('client_encoding'))
  settings.delete('client_encoding')
  return settings
}

/** @throws Error that names a parameter that is unknown or written twice, or asks for what Axon can't do. */
export function checkParameters(parameters: URLSearchParams): void {
  const known: readonly string[] = URL_PARAMETERS
  const unknown = [...parameters.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Error(`unknown parameter ${JSON.stringify(unknown)}; known: ${URL_PARAMETERS.join(', ')}`)
  const repeated = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1)
  if (repeated !== undefined) throw new Error(`${repeated} is written twice`)
  const session = parameters.get('target_session_attrs')
  if (session !== null && !['any', 'read-write', 'primary'].includes(session))
    throw new Error('target_session_attrs must be any, read-write or primary: Axon writes')
  const timeout = parameters.get('connect_timeout')
  if (timeout !== null && !/^\d+$/.test(timeout)) throw new Error('connect_timeout must be whole seconds')
}

function checkedName(schema: string): string {
  if (schema === '') throw new Error('schema is empty')
  if (schema.includes('\0')) throw new Error('schema holds a character that no name can have')
  if (Buffer.byteLength(schema) > MAX_NAME_BYTES)
    throw new Error(`schema is longer than ${MAX_NAME_BYTES} bytes: Postgres would cut it`)
  return schema
}

function checkEncoding(encoding: string | undefined): void {
  if (encoding !== undefined && !/^(utf-?8|unicode|auto)$/i.test(encoding))
    throw new Error(`client_encoding can't be ${encoding}: Axon speaks UTF8`)
}
