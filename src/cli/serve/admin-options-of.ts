import { originOf } from '../../operations/sites/origin-of.ts'
import type { DatabaseUrl } from '../../stores/database-url.ts'
import { CommandError } from '../shared/command-error.ts'
import { isLoopback } from './is-loopback.ts'
import type { ServeOptions } from './serve-options.ts'
import type { AdminOptions } from './service/entry-service-options.ts'

const LOOPBACK = '127.0.0.1'

/**
 * Where the admin pages are, as the command line says; null: nowhere (CONTRACT §16).
 * @throws CommandError where others could reach them without TLS.
 */
export function adminOptionsOf(options: ServeOptions, databaseUrl: DatabaseUrl): AdminOptions | null {
  const { adminPort, adminHost, adminOrigin, port, dev = false } = options
  if (adminPort === undefined && !dev) {
    const given = adminHost === undefined ? adminOrigin && '--admin-origin' : '--admin-host'
    if (!given) return null
    throw new CommandError(`${given} says where the admin pages are: say --admin-port as well`, 2)
  }
  const host = adminHost ?? LOOPBACK
  if (dev && !isLoopback(host)) {
    throw new CommandError(`--dev lets anyone in: its admin pages do not listen on ${host}`, 2)
  }
  if (!isLoopback(host) && adminOrigin === undefined) {
    throw new CommandError(
      `--admin-host ${host} lets other machines in: set --admin-origin https://NAME as well, by which browsers ask ` +
        'a proxy in front of it that speaks TLS',
      2,
    )
  }
  return {
    host,
    databaseUrl,
    readsApart: true,
    port: adminPort ?? (port === 0 ? 0 : port + 1),
    origin: adminOrigin === undefined ? null : httpsOrigin(adminOrigin),
    hasOnceLink: dev,
  }
}

function httpsOrigin(text: string): string {
  const origin = originOf(text)
  if (origin?.startsWith('https:')) return origin
  throw new CommandError(`--admin-origin ${text}: it must be https://NAME, without a path`, 2)
}
