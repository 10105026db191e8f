import { hostAndPort } from '../../domain/host-and-port.ts'
import type { SinkPlace } from './sink-place.ts'

/** A place as people write it. */
export function placeText(place: SinkPlace): string {
  switch (place.kind) {
    case 'stdout':
      return 'stdout'
    case 'file':
      return `file:${place.folder}`
    case 'kafka':
      return `kafka:${place.topic}`
    case 'fluentd':
      return `fluentd://${hostAndPort(place.host, place.port)}`
    case 'elasticsearch':
      return `elasticsearch+${place.url}/${place.name}`
  }
}
