import { BlockList, isIP, isIPv6 } from 'node:net'

/** A longer chain of proxies is nobody's: what follows is not looked at. */
const MOST_HOPS = 16

/**
 * Tells who asks when proxies stand in between (CONTRACT §10): `X-Forwarded-For` counts only as far as proxies that are listed
 * have written it, so nobody can make up an address.
 */
export class ClientAddresses {
  readonly #proxies = new BlockList()
  readonly #hasProxies: boolean

  /** `proxies`: addresses and networks in CIDR form, as {@link isNetwork} takes them. */
  constructor(proxies: readonly string[]) {
    this.#hasProxies = proxies.length > 0
    for (const proxy of proxies) {
      const [address = '', bits] = proxy.split('/')
      const family = isIPv6(address) ? 'ipv6' : 'ipv4'
      if (bits === undefined) this.#proxies.addAddress(address, family)
      else this.#proxies.addSubnet(address, Number(bits), family)
    }
  }

  /** The address of the client: the peer's, or the nearest one that no listed proxy has. */
  of(peer: string, forwardedFor: string | undefined): string {
    let client = plainAddress(peer) ?? peer
    if (!this.#hasProxies) return client
    const hops = (forwardedFor ?? '').split(',').slice(-MOST_HOPS)
    while (this.#isProxy(client)) {
      const next = plainAddress(hops.pop()?.trim() ?? '')
      if (next === null) break
      client = next
    }
    return client
  }

  #isProxy(address: string): boolean {
    return isIP(address) !== 0 && this.#proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  }
}

/** Whether it is an address, or a network such as `10.0.0.0/8` or `fd00::/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0 || address.includes('%')) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** Without port, brackets and zone; an IPv4 address in IPv6 clothes as IPv4. Null for what is none. */
function plainAddress(text: string): string | null {
  const withoutPort = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  const address = withoutPort.replace(/%.*$/, '')
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  return isIP(plain) === 0 ? null : plain
}
