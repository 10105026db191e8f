import { isIPv6 } from 'node:net'
import { InvalidArgumentError } from 'commander'
import { hostAndPort } from '../../domain/host-and-port.ts'

const HOST_AND_PORT = /^(?:\[([^\]]+)\]|[A-Za-z0-9._-]+):(\d{1,5})$/

/** Parses `host:port,host:port` (an IPv6 address in brackets), or refuses it. */
export function brokerList(text: string): string[] {
  const brokers = text
    .split(',')
    .map((broker) => broker.trim())
    .filter((broker) => broker !== '')
  if (brokers.length === 0) throw new InvalidArgumentError('It must name at least one broker as host:port.')
  for (const broker of brokers) {
    if (isBroker(broker)) continue
    const cure = cureOf(broker)
    throw new InvalidArgumentError(
      `It must be host:port[,host:port…], not ${JSON.stringify(broker)}${cure && `: ${cure}`}.`,
    )
  }
  return brokers
}

function isBroker(broker: string): boolean {
  const [, ipv6, port] = HOST_AND_PORT.exec(broker) ?? []
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535 && isIPv6(ipv6 ?? '::')
}

/** For what people write instead; empty where nothing can be guessed. */
function cureOf(broker: string): string {
  const [, scheme, rest = ''] = /^(\w+:\/\/)(.*)$/.exec(broker) ?? []
  if (scheme !== undefined) return isBroker(rest) ? `write ${rest}` : ''
  if (broker.includes('@')) return 'a login goes into --sasl-username and KAFKA_SASL_PASSWORD'
  if (isIPv6(broker)) {
    const [, host, port] = /^(.*[^:]):(\d{4,5})$/.exec(broker) ?? []
    return `write ${host !== undefined && isIPv6(host) ? hostAndPort(host, port!) : hostAndPort(broker, 9092)}`
  }
  return isBroker(`${broker}:9092`) ? `write ${broker}:9092, or its port` : ''
}
