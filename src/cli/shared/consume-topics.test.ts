import { expect, it } from 'vitest'
import { consumedTopics } from './consume-topics.ts'

it.each([
  [
    'commands,occurrences',
    { 'axon.campaign-activity.command': 'command', 'axon.event.occurrence': 'occurrence' },
  ],
  ['axon.event.occurrence', { 'axon.event.occurrence': 'occurrence' }],
  ['commands=sale.clicks', { 'sale.clicks': 'command' }],
  [
    'commands=spring, commands=autumn , occurrences',
    { spring: 'command', autumn: 'command', 'axon.event.occurrence': 'occurrence' },
  ],
])('reads --topics %s', (list, kinds) => {
  expect(Object.fromEntries(consumedTopics(list))).toEqual(kinds)
})

it.each([
  '',
  'clicks',
  'axon.event.occurrence=other',
  'commands=',
  'commands=..',
  'commands=a/b',
  'commands=x,occurrences=x',
])('refuses --topics %j', (list) => {
  expect(() => consumedTopics(list)).toThrow()
})
