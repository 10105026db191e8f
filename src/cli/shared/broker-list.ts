import { InvalidArgumentError } from 'commander'

/** Parses `host:port,host:port`, or refuses it. */
export function brokerList(text: string): string[] {
  const brokers = text
    .split(',')
    .map((broker) => broker.trim())
    .filter((broker) => broker !== '')
  const isBroker = (broker: string) => {
    const port = /^[A-Za-z0-9._-]+:(\d{1,5})$/.exec(broker)?.[1]
    return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535
  }
  const wrong = brokers.find((broker) => !isBroker(broker))
  if (wrong !== undefined)
    throw new InvalidArgumentError(`It must be host:port[,host:port…], not ${JSON.stringify(wrong)}.`)
  if (brokers.length === 0) throw new InvalidArgumentError('It must name at least one broker as host:port.')
  return brokers
}
