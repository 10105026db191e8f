import { hostAndPort } from '../../domain/host-and-port.ts'

const HIDING = '.ipv6-literal.net'
const IN_BRACKETS = /^\[(.+)\](:\d+)$/

/** `host:port` as kafkajs takes it: it cuts at the first colon, so those of an IPv6 address (`[::1]:9092`) are hidden from it. */
export function hideColons(broker: string): string {
  const [, host = '', port = ''] = IN_BRACKETS.exec(broker) ?? []
  return host === '' ? broker : `${host.replaceAll(':', '-')}${HIDING}${port}`
}

/** The host that {@link hideColons} has hidden, or the host as it is. */
export const shownHost = (host: string): string =>
  host.endsWith(HIDING) ? host.slice(0, -HIDING.length).replaceAll('-', ':') : host

/** The `host:port` of an error of kafkajs, for people. */
export function shownBroker(broker: string): string {
  const end = broker.lastIndexOf(':')
  return brokerText(broker.slice(0, end), broker.slice(end + 1))
}

export const brokerText = (host: string, port: string | number): string => hostAndPort(shownHost(host), port)
