import { type OpenFileOptions, openFileWriter } from './files/open-file-writer.ts'
import { FluentdWriter } from './fluentd/fluentd-writer.ts'
import { KafkaWriter } from './kafka/kafka-writer.ts'
import type { SinkPlace } from './place/sink-place.ts'
import type { SinkConnections } from './sink-connections.ts'
import type { SinkWriter } from './sink-writer.ts'
import { StdoutWriter } from './stdout-writer.ts'

export interface OpenWriterOptions extends OpenFileOptions {
  readonly connections: SinkConnections
}

/** The writer of a place. What is away at the moment is opened all the same. @throws HaltError if it can't ever be used as it is. */
export async function openWriter(place: SinkPlace, options: OpenWriterOptions): Promise<SinkWriter> {
  switch (place.kind) {
    case 'stdout':
      return new StdoutWriter()
    case 'file':
      return openFileWriter(place, options)
    case 'kafka':
      return KafkaWriter.open(options.connections.kafka(), place.topic)
    case 'fluentd':
      return FluentdWriter.open(place, options.connections.fluentd())
    case 'elasticsearch': {
      const { ElasticsearchWriter } = await import('./elasticsearch/elasticsearch-writer.ts')
      return new ElasticsearchWriter(place, options.connections.elasticsearch())
    }
  }
}
