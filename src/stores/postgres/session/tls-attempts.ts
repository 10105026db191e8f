import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'

/** False: without TLS. */
export type Tls = false | ConnectionOptions

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const
type SslMode = (typeof SSL_MODES)[number]

/** node-postgres' own word for it. */
const MODES_OF_SSL: Readonly<Record<string, SslMode>> = {
  true: 'verify-full',
  1: 'verify-full',
  false: 'disable',
  0: 'disable',
  'no-verify': 'no-verify',
}

/**
 * How to connect, one way after the other until the server takes one, as libpq has it: `prefer` tries TLS first, `allow` tries it
 * last, and neither demands it; `require` encrypts, and checks the certificate if `sslrootcert` is given; `verify-ca` and
 * `verify-full` check it. Parameters come before `PGSSLMODE` and its like; without any of them there is no TLS.
 * @throws Error with what is wrong; a file that can't be read is thrown as it is.
 */
export function tlsAttempts(parameters: URLSearchParams, env: NodeJS.ProcessEnv): readonly Tls[] {
  const given = (name: string): string | undefined =>
    parameters.get(name) ?? (env[`PG${name.toUpperCase()}`] || undefined)
  const mode = sslMode(parameters, given('sslmode'))
  if (given('sslnegotiation') === 'direct' && ['disable', 'allow', 'prefer'].includes(mode))
    throw new Error('sslnegotiation=direct needs sslmode=require or more')
  if (mode === 'disable') return [false]
  const root = mode === 'no-verify' ? undefined : given('sslrootcert')
  if (mode === 'verify-ca' && root === undefined) throw new Error('sslmode=verify-ca needs sslrootcert')
  const files = { ca: root === 'system' ? undefined : root, cert: given('sslcert'), key: given('sslkey') }
  const tls: ConnectionOptions = {}
  for (const [name, path] of Object.entries(files))
    if (path !== undefined) tls[name as keyof typeof files] = readFileSync(path, 'utf8')
  if (mode === 'allow') return [false, { ...tls, rejectUnauthorized: false }]
  if (mode === 'prefer') return [{ ...tls, rejectUnauthorized: false }, false]
  if (mode === 'verify-full' || root === 'system') return [tls]
  if (root === undefined) return [{ ...tls, rejectUnauthorized: false }]
  return [{ ...tls, checkServerIdentity: () => undefined }]
}

function sslMode(parameters: URLSearchParams, given = 'disable'): SslMode {
  const ssl = parameters.get('ssl')
  const mode = ssl === null || parameters.has('sslmode') ? given : MODES_OF_SSL[ssl.toLowerCase()]
  if (mode === undefined) throw new Error('ssl must be true, false or no-verify: better write sslmode')
  const known = SSL_MODES.find((name) => name === mode)
  if (known === undefined) throw new Error(`sslmode must be one of ${SSL_MODES.join(', ')}`)
  return known
}
