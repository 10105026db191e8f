import { readPlace } from '../../../behavior-log/place/read-place.ts'
import type { SinkPlace } from '../../../behavior-log/place/sink-place.ts'
import { CommandError } from '../command-error.ts'

/** The forms of a place, for the help of an option. */
export const PLACES =
  'file:DIR, stdout, kafka:TOPIC, fluentd://HOST:24224?tag=axon.behavior&tls=1, elasticsearch+https://HOST:9200/NAME'

/** Parses the place that an option names. The refusal does not repeat it: there may be a secret in it. */
export const sinkPlace =
  (option: string) =>
  (text: string): SinkPlace => {
    const place = readPlace(text)
    if ('problem' in place) throw new CommandError(`${option}: ${place.problem}`, 2)
    return place
  }
