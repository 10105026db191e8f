import type { Message } from 'kafkajs'

/** A request stays below the 1 MB that brokers take in one batch unless told otherwise. */
const MAX_REQUEST_BYTES = 512 * 1024
/** kafkajs's cost per request grows with the square of its records (it copies the list for each); more requests wait more often. */
const MAX_REQUEST_RECORDS = 2_000
/** What a record costs besides its key and value; an estimate. */
const RECORD_OVERHEAD_BYTES = 32

/** Records for one partition, sent from the front: what was acknowledged is gone, what was not is still there. */
export class PartitionQueue<R> {
  readonly topic: string
  readonly #records: { readonly record: R; readonly message: Message; readonly bytes: number }[] = []
  #sent = 0
  #mostRecords = MAX_REQUEST_RECORDS

  constructor(topic: string) {
    this.topic = topic
  }

  get isEmpty(): boolean {
    return this.#sent === this.#records.length
  }

  add(record: R, message: Message): void {
    const bytes = (message.key?.length ?? 0) + (message.value?.length ?? 0) + RECORD_OVERHEAD_BYTES
    this.#records.push({ record, message, bytes })
  }

  /** What fits into the next request; the same again until `sent` or `halve` is called. */
  next(): Message[] {
    const messages: Message[] = []
    let bytes = 0
    for (let i = this.#sent; i < this.#records.length && messages.length < this.#mostRecords; i++) {
      const { message, bytes: own } = this.#records[i]!
      if (messages.length > 0 && bytes + own > MAX_REQUEST_BYTES) break
      bytes += own
      messages.push(message)
    }
    return messages
  }

  /** The next `count` records were acknowledged, or are given up. */
  sent(count: number): R[] {
    const done = this.#records.slice(this.#sent, this.#sent + count)
    this.#sent += count
    return done.map(({ record }) => record)
  }

  /** The topic takes smaller batches only. */
  halve(count: number): void {
    this.#mostRecords = Math.max(1, Math.floor(count / 2))
  }
}
