/** `host:port`; an IPv6 address stands in brackets, for its colons. */
export const hostAndPort = (host: string, port: number | string): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`
