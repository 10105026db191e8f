import { expect, it } from 'vitest'
import { placeText } from './place-text.ts'
import { readPlace } from './read-place.ts'
import type { SinkPlace } from './sink-place.ts'

const FLUENTD = { kind: 'fluentd', host: 'logs', port: 24_224, tag: 'axon.behavior', tls: false }

it.each<[string, SinkPlace | object, string?]>([
  ['stdout', { kind: 'stdout' }],
  ['file:/var/lib/한글 logs', { kind: 'file', folder: '/var/lib/한글 logs' }],
  ['file:a:b', { kind: 'file', folder: 'a:b' }],
  ['kafka:shop.behaviors', { kind: 'kafka', topic: 'shop.behaviors' }],
  ['kafka', { kind: 'kafka', topic: 'axon.behavior.log' }, 'kafka:axon.behavior.log'],
  ['fluentd://logs', FLUENTD, 'fluentd://logs:24224'],
  [
    'fluentd://logs:24224?tag=shop.web&tls=1',
    { ...FLUENTD, tag: 'shop.web', tls: true },
    'fluentd://logs:24224',
  ],
  ['fluentd://[::1]:9', { ...FLUENTD, host: '::1', port: 9 }],
  [
    'elasticsearch+https://es.example:443/axon-behavior',
    { kind: 'elasticsearch', url: 'https://es.example:443', name: 'axon-behavior' },
  ],
  [
    'elasticsearch+http://[::1]/axon/',
    { kind: 'elasticsearch', url: 'http://[::1]:9200', name: 'axon' },
    'elasticsearch+http://[::1]:9200/axon',
  ],
])('reads %s', (text, place, shown = text) => {
  expect(readPlace(text)).toEqual(place)
  expect(placeText(place as SinkPlace)).toBe(shown)
})

it.each([
  ['', 'it must be file:DIR'],
  ['postgres://db/shop', 'it must be file:DIR'],
  ['stdout:', 'it must be file:DIR'],
  ['file:', 'name a folder'],
  ['file:a\0b', 'name a folder'],
  ['kafka:', 'name a topic: kafka:axon.behavior.log'],
  ['kafka:한글', 'name a topic'],
  ['kafka://broker:9092/topic', 'brokers are no part'],
  ['fluentd:logs', '://HOST:PORT'],
  ['fluentd://', 'name a host'],
  ['fluentd://logs:24224#x', '://HOST:PORT'],
  ['fluentd://logs:24224/axon', 'nothing but ?tag='],
  ['fluentd://logs:0', '1 to 65535'],
  ['fluentd://logs:70000', '1 to 65535'],
  ['fluentd://logs:port', 'port as a number'],
  ['fluentd://logs?tag=', 'words joined by dots'],
  ['fluentd://logs?tag=a&tag=b', 'tag is given twice'],
  ['fluentd://logs?tls=yes', 'tls must be 1'],
  ['elasticsearch+http://es:9200', 'name what its indices begin with'],
  ['elasticsearch+https://es:9200/Axon', 'in lower case: elasticsearch+https://'],
  ['elasticsearch+http://es:9200/a/b', 'name what its indices begin with'],
])('refuses %s, and says what would do', (text, problem) => {
  expect(readPlace(text)).toEqual({ problem: expect.stringContaining(problem) })
})

it.each([
  ['fluentd://user:s3cret@logs:24224', 'AXON_FLUENTD_SHARED_KEY'],
  ['fluentd://user:s3c/ret@logs', 'AXON_FLUENTD_SHARED_KEY'],
  ['fluentd://logs?shared_key=s3cret', 'AXON_FLUENTD_SHARED_KEY'],
  ['fluentd://logs?s3cret', 'AXON_FLUENTD_SHARED_KEY'],
  ['elasticsearch+https://elastic:s3cret@es:9200/axon', 'AXON_ELASTICSEARCH_PASSWORD'],
  ['elasticsearch+https://es:9200/axon?api_key=s3cret', 'AXON_ELASTICSEARCH_API_KEY'],
  ['elasticsearch+https://elastic:s3cret', 'name a host'],
])('repeats no secret of %s', (text, instead) => {
  const { problem } = readPlace(text) as { problem: string }
  expect(problem).toContain(instead)
  expect(problem).not.toContain('s3c')
})
