import { isIPv6 } from 'node:net'

/** Groups of 16 bits of an IPv6 network that one customer gets: he can use every address in it. */
const GROUPS_OF_A_CUSTOMER = 4
const GROUPS = 8

/** What one limit is for: an IPv4 address, or the /64 of an IPv6 one (CONTRACT §10). */
export function addressGroup(address: string): string {
  if (!isIPv6(address)) return address
  // The one spelling that it has: lower case, an IPv4 tail as two groups, the longest run of zeros left out.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: GROUPS - groups.length - last.length }, () => '0')
  return `${[...groups, ...zeros, ...last].slice(0, GROUPS_OF_A_CUSTOMER).join(':')}::/64`
}
