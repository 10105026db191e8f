import { openWriter } from './open-writer.ts'
import type { SinkPlace } from './place/sink-place.ts'
import { QueuedSink, type QueuedSinkOptions } from './queued-sink.ts'
import type { Sink } from './sink.ts'
import type { SinkConnections } from './sink-connections.ts'

export interface OpenSinkOptions extends QueuedSinkOptions {
  readonly connections: SinkConnections
  /** Nobody asked for it: nothing is made before there is something to keep. */
  readonly isDefault?: boolean
}

/** The sink of a place. @throws HaltError if it can't be used. */
export async function openSink(place: SinkPlace, options: OpenSinkOptions): Promise<Sink> {
  const writer = await openWriter(place, {
    ...options,
    onRecovered: (recovered) => options.listener?.({ type: 'recovered', ...recovered }),
  })
  const sink = new QueuedSink(writer, options)
  await sink.probe()
  return sink
}
