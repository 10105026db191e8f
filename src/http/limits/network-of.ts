import { isIPv6 } from 'node:net'

/** An address cut to its network, /24 or /48: enough to find a fault, not to find a person. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!isIPv6(plain)) return plain.replace(/\.\d+$/, '.0')
  return `${plain.split('::', 1)[0]!.split(':').slice(0, 3).join(':')}::`
}
