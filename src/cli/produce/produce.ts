import { JsonlFileSource } from '../../files/jsonl-file-source.ts'
import { createKafka } from '../../kafka/client/connect-kafka.ts'
import { Publisher } from '../../kafka/producer/publisher.ts'
import { readKafkaOptions } from '../shared/kafka-options.ts'
import { StopSignals } from '../shared/stop-signals.ts'
import type { ProduceOptions } from './produce-options.ts'
import { ProduceProgress } from './produce-progress.ts'
import { ProduceRate } from './produce-rate.ts'
import { printProduced } from './produce-report.ts'
import { ProduceRun } from './produce-run.ts'

/** Large enough that a request is full, small enough that two slices (one going out, one being read) cost little memory. */
const BATCH_SIZE = 5_000

/** `axon produce`: the messages of a file, published. Returns the exit code. */
export async function produce(file: string, options: ProduceOptions): Promise<number> {
  const kafka = createKafka(readKafkaOptions(options))
  const source = await JsonlFileSource.open(file)
  const stop = new StopSignals()
  const progress = new ProduceProgress(source)
  const rules = {
    topics: new Map([...options.topics].map(([topic, kind]) => [kind, topic])),
    raw: options.raw ?? false,
  }
  const run = new ProduceRun(source, rules, progress)
  let startedAt = performance.now()
  const report = () => {
    progress.end()
    const elapsedMs = performance.now() - startedAt
    printProduced({ file, ...run.totals(), elapsedMs }, options)
  }
  let publisher: Publisher | undefined
  try {
    publisher = await Publisher.connect(kafka, {
      retries: options.retries,
      onRetry: (retry) => progress.retrying(retry),
      signal: stop.signal,
    })
    startedAt = performance.now()
    const rate = options.rate === undefined ? null : new ProduceRate(options.rate)
    await run.through(publisher, stop.signal, { batchSize: BATCH_SIZE, rate })
    report()
  } catch (error) {
    progress.end()
    if (run.totals().sent > 0 || stop.signal.aborted) report()
    if (!stop.signal.aborted) throw run.withPlace(error)
  } finally {
    progress.end()
    stop.release()
    await source.close()
    await publisher?.close()
  }
  if (stop.exitCode !== undefined) {
    process.stderr.write(`axon: stopped: ${run.place()}\n`)
    return stop.exitCode
  }
  return run.totals().invalid > 0 ? 3 : 0
}
