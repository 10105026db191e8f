import { describe, expect, it } from 'vitest'
import { addressGroup } from './address-group.ts'
import { ClientAddresses, isNetwork } from './client-addresses.ts'

describe('the address of a client', () => {
  const addresses = new ClientAddresses(['10.0.0.0/8', '127.0.0.1', 'fd00::/8'])

  it.each<[string, string, string | undefined, string]>([
    ['a peer that is no proxy, whatever it says', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a proxy that says nothing', '10.0.0.1', undefined, '10.0.0.1'],
    ['a proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['two proxies', '10.0.0.1', '198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['what the client made up before the proxy wrote', '10.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['a proxy that the client made up', '10.0.0.1', '1.1.1.1, 10.9.9.9, 198.51.100.1', '198.51.100.1'],
    ['only proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['garbage', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['garbage after an address', '10.0.0.1', '1.1.1.1, <script>', '10.0.0.1'],
    ['with a port', '10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
    ['IPv6 with brackets and port', '10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['a proxy over IPv6', 'fd00::1', '2001:db8::1', '2001:db8::1'],
    ['a peer in IPv6 clothes', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['a stranger in IPv6 clothes', '::ffff:203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a thousand hops', '10.0.0.1', Array(1_000).fill('10.0.0.2').join(','), '10.0.0.2'],
  ])('%s', (_, peer, forwardedFor, client) => {
    expect(addresses.of(peer, forwardedFor)).toBe(client)
  })

  it('without proxies the header is nothing', () => {
    expect(new ClientAddresses([]).of('127.0.0.1', '198.51.100.1')).toBe('127.0.0.1')
  })
})

it.each([
  ['10.0.0.0/8', true],
  ['::1', true],
  ['fd00::/129', false],
  ['10.0.0.0/33', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0/8', false],
  ['shop.example', false],
  ['', false],
])('%j is a network: %s', (text, expected) => {
  expect(isNetwork(text)).toBe(expected)
})

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0000:ffff::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['64:ff9b::1.2.3.4', '64:ff9b:0:0::/64'],
])('%s counts as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})
