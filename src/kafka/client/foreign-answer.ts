/** The most that a broker's answer to the question for its versions may have, bytes: it lists some hundred requests. */
const MAX_FIRST_ANSWER_BYTES = 1024 * 1024
const SHOWN_BYTES = 40

/** What speaks where a broker was expected. */
export interface ForeignAnswer {
  readonly speaks: 'TLS' | 'HTTP' | 'something else'
  /** For people. */
  readonly found: string
}

/** What the first bytes of an answer to the question for its versions come from, if not from a broker: null if they may be its. */
export function foreignAnswer(bytes: Buffer): ForeignAnswer | null {
  if (isTls(bytes)) return { speaks: 'TLS', found: 'speaks TLS' }
  const text = bytes.subarray(0, SHOWN_BYTES).toString('latin1')
  if (/^HTTP\//.test(text)) return { speaks: 'HTTP', found: 'speaks HTTP, it is no Kafka broker' }
  if (bytes.length < 4) return null
  const length = bytes.readInt32BE()
  if (length > 0 && length <= MAX_FIRST_ANSWER_BYTES) return null
  const [line = ''] = text.split(/[^ -~]/, 1)
  const shown = line === '' ? `the bytes ${bytes.subarray(0, 8).toString('hex')}` : JSON.stringify(line)
  return { speaks: 'something else', found: `is no Kafka broker: it answers with ${shown}` }
}

/** An alert or a handshake: what a server that expects TLS says to what is none. */
const isTls = (bytes: Buffer): boolean => (bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 0x03
