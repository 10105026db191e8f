interface SourceKind {
  /** What counts the messages: how an offset is called. */
  readonly unit: 'offset' | 'line'
  readonly hasPartitions: boolean
  /** False: it came once and is gone, so no position of it is worth keeping. */
  readonly canBeReadAgain: boolean
  /** The name of its own, where there is little room. */
  short(own: string): string
}

/** Every kind of source is one line here (CONTRACT §3, `source`). */
const KINDS = {
  /** `kafka:<topic>` */
  kafka: { unit: 'offset', hasPartitions: true, canBeReadAgain: true, short: withoutAxon },
  /** `file:<absolute path>` */
  file: { unit: 'line', hasPartitions: false, canBeReadAgain: true, short: baseName },
  /** `stdin:<run id>` */
  stdin: { unit: 'line', hasPartitions: false, canBeReadAgain: false, short: (own) => `stdin:${own}` },
  /** `http:<name>/<run id>` */
  http: { unit: 'offset', hasPartitions: true, canBeReadAgain: false, short: (own) => `http:${own}` },
} satisfies Record<string, SourceKind>

export type SourceKindName = keyof typeof KINDS

/** The name of a source as it is stored; nothing else makes such names or looks into them. */
export class SourceName {
  /** Stands before what is added to the name of a source to set rows aside: {@link setAside}. */
  static readonly ASIDE_MARK = '#'

  /** As it is stored. */
  readonly text: string
  readonly #kind: SourceKindName | null
  readonly #own: string

  /** `text`: a name that was stored, of whatever kind. */
  constructor(text: string) {
    const end = text.indexOf(':')
    const kind = text.slice(0, Math.max(0, end))
    this.text = text
    this.#kind = isKind(kind) ? kind : null
    this.#own = text.slice(end + 1)
  }

  /** `own` tells it apart from the others of its kind: a topic, an absolute path, the id of a run. */
  static of(kind: SourceKindName, own: string): SourceName {
    return new SourceName(`${kind}:${own}`)
  }

  /** What the names of a kind begin with. */
  static beginningOf(kind: SourceKindName): string {
    return `${kind}:`
  }

  /** The name under which it is stored how far the dead letters of a topic have been published to another one: by id, not by offset. */
  static ofPublishedDeadLetters(publishedTo: string, topic: string): SourceName {
    return new SourceName(`dead-letter-topic:${publishedTo}:${topic}`)
  }

  /** The topic, also where messages of its former life were set aside; null for what is no topic. */
  get topic(): string | null {
    return this.#kind === 'kafka' ? this.#own.split(SourceName.ASIDE_MARK, 1)[0]! : null
  }

  get canBeReadAgain(): boolean {
    return this.#facts.canBeReadAgain
  }

  /** The name where there is little room: of a file without its folder, of a topic without `axon.`, else the whole. */
  get short(): string {
    return this.#kind === null ? this.text : this.#facts.short(this.#own)
  }

  /** What the names begin with under which {@link setAside} keeps rows of this source. */
  get asideBeginning(): string {
    return `${this.text}${SourceName.ASIDE_MARK}`
  }

  /**
   * The name under which rows are kept that other messages have taken the place of: a file that was changed, or a topic that was
   * made anew, is read again. One name per source and transaction (`at`, epoch ms).
   */
  setAside(at: number): SourceName {
    return new SourceName(`${this.asideBeginning}${new Date(at).toISOString()}`)
  }

  /** A place as people read it: `kafka:shop, partition 0, offset 17`, or `file:/shop.jsonl, line 17` where there are no partitions. */
  place(partition: number, offset: number): string {
    const { unit, hasPartitions } = this.#facts
    return `${this.text}, ${hasPartitions ? `partition ${partition}, ` : ''}${unit} ${offset}`
  }

  /** A place where there is little room: partition and offset, `0:17`; where there are no partitions, the offset alone. */
  shortPlace(partition: number, offset: number): string {
    return this.#facts.hasPartitions ? `${partition}:${offset}` : String(offset)
  }

  get #facts(): SourceKind {
    return KINDS[this.#kind ?? 'file']
  }
}

function isKind(text: string): text is SourceKindName {
  return Object.hasOwn(KINDS, text)
}

function baseName(path: string): string {
  return path.replace(/^.*\//, '')
}

function withoutAxon(topic: string): string {
  return topic.replace(/^axon\./, '')
}
