import { hostAndPort } from '../../domain/host-and-port.ts'
import { isTopicName } from '../../kafka/client/is-topic-name.ts'
import { BEHAVIOR_TOPIC } from '../../kafka/client/topics.ts'
import { ELASTICSEARCH_CREDENTIALS } from '../elasticsearch/elasticsearch-variables.ts'
import { FLUENTD_VARIABLES } from '../fluentd/fluentd-variables.ts'
import { readAddress } from './read-address.ts'
import type { ElasticsearchPlace, FluentdPlace, KafkaPlace, SinkPlace } from './sink-place.ts'

/** Why a text names no place, as a sentence for people. It holds nothing of the text that may be a secret. */
export interface PlaceProblem {
  readonly problem: string
}

const FLUENTD_PORT = 24_224
const BEHAVIOR_TAG = 'axon.behavior'
const ELASTICSEARCH_PORT = 9_200

const FORMS =
  'it must be file:DIR, stdout, kafka:TOPIC, fluentd://HOST:24224 or elasticsearch+https://HOST:9200/NAME'
const SECRETS = {
  fluentd: `set ${FLUENTD_VARIABLES.sharedKey}`,
  elasticsearch: `set ${ELASTICSEARCH_CREDENTIALS}`,
}

/** Parts of tags are joined by dots; Fluentd's patterns know nothing else. */
const TAG = /^[\w-]+(\.[\w-]+)*$/
/** What an index may be called, short enough for the date that follows. */
const INDEX_NAME = /^[a-z0-9][a-z0-9._-]{0,199}$/

/** Reads where a sink is, as people write it (CONTRACT §15). */
export function readPlace(text: string): SinkPlace | PlaceProblem {
  const [, kind = '', rest = ''] = /^([a-z+]+)(.*)$/s.exec(text) ?? []
  switch (kind) {
    case 'stdout':
      return rest === '' ? { kind } : { problem: FORMS }
    case 'file':
      if (!/^:[^\0]+$/s.test(rest)) return { problem: 'name a folder: file:DIR' }
      return { kind, folder: rest.slice(1) }
    case 'kafka':
      return readKafka(rest)
    case 'fluentd':
      return readFluentd(rest)
    case 'elasticsearch+http':
    case 'elasticsearch+https':
      return readElasticsearch(kind.slice('elasticsearch+'.length), rest)
    default:
      return { problem: FORMS }
  }
}

function readKafka(rest: string): KafkaPlace | PlaceProblem {
  if (rest === '') return { kind: 'kafka', topic: BEHAVIOR_TOPIC }
  if (rest.startsWith('://'))
    return { problem: `name a topic: kafka:${BEHAVIOR_TOPIC}; its brokers are no part of it` }
  const topic = rest.slice(1)
  if (!rest.startsWith(':') || !isTopicName(topic))
    return { problem: `name a topic: kafka:${BEHAVIOR_TOPIC}` }
  return { kind: 'kafka', topic }
}

function readFluentd(rest: string): FluentdPlace | PlaceProblem {
  const address = readAddress(rest, {
    port: FLUENTD_PORT,
    parameters: ['tag', 'tls'],
    secret: SECRETS.fluentd,
  })
  if ('problem' in address) return address
  const { host, port, path, parameters } = address
  const { tag = BEHAVIOR_TAG, tls = '0' } = parameters
  if (path !== '') return { problem: 'nothing but ?tag=…&tls=1 may follow the port' }
  if (!TAG.test(tag)) return { problem: `the tag must be words joined by dots, such as ${BEHAVIOR_TAG}` }
  if (!['0', '1'].includes(tls)) return { problem: 'tls must be 1, or 0' }
  return { kind: 'fluentd', host, port, tag, tls: tls === '1' }
}

function readElasticsearch(scheme: string, rest: string): ElasticsearchPlace | PlaceProblem {
  const address = readAddress(rest, {
    port: ELASTICSEARCH_PORT,
    parameters: [],
    secret: SECRETS.elasticsearch,
  })
  if ('problem' in address) return address
  const name = address.path.replace(/\/$/, '')
  if (!INDEX_NAME.test(name)) {
    return {
      problem: `name what its indices begin with, in lower case: elasticsearch+${scheme}://HOST:${ELASTICSEARCH_PORT}/axon-behavior`,
    }
  }
  return { kind: 'elasticsearch', url: `${scheme}://${hostAndPort(address.host, address.port)}`, name }
}
