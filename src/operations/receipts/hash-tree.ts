import { hash } from 'node:crypto'

const HASH_BYTES = 32
/** Of a path: 0 or 1 (the hash stands on the left), and the hash. */
const STEP_BYTES = 1 + HASH_BYTES

/** Leaves and nodes are hashed apart, so that a receipt can't be taken for an inner node, nor the reverse (RFC 6962 §2.1). */
const LEAF = 0
const NODE = 1

/** One signature of the root stands for all leaves: a tree of SHA-256 over texts, each of which has its path to the root. */
export class HashTree {
  readonly #leaves: readonly Buffer[]
  readonly #levels: readonly (readonly Buffer[])[]

  /** Of at least one text. */
  constructor(texts: readonly string[]) {
    this.#leaves = texts.map(leafOf)
    const levels: Buffer[][] = [this.#leaves.map(sha256)]
    for (let level = levels[0]!; level.length > 1; ) {
      level = levelAbove(level)
      levels.push(level)
    }
    this.#levels = levels
  }

  get root(): Buffer {
    return this.#levels.at(-1)![0]!
  }

  /** A text's bytes. */
  bytes(leaf: number): Buffer {
    return this.#leaves[leaf]!.subarray(1)
  }

  /** How a text leads to the root, in bytes: at each level whether the hash beside it stands on the left (1), and that hash. */
  path(leaf: number): Buffer {
    const bytes = Buffer.allocUnsafe((this.#levels.length - 1) * STEP_BYTES)
    let length = 0
    this.#levels.forEach((level, height) => {
      const at = leaf >> height
      const beside = level[at ^ 1]
      if (!beside) return
      bytes[length] = at & 1
      beside.copy(bytes, length + 1)
      length += STEP_BYTES
    })
    return bytes.subarray(0, length)
  }
}

/** The root that a text leads to on this path; null for bytes that are no path. */
export function rootOf(text: string, path: Buffer): Buffer | null {
  let own = sha256(leafOf(text))
  for (let at = 0; at < path.length; at += STEP_BYTES) {
    const beside = path.subarray(at + 1, at + STEP_BYTES)
    if (path[at]! > 1 || beside.length !== HASH_BYTES) return null
    own = path[at] === 1 ? nodeHash(beside, own) : nodeHash(own, beside)
  }
  return own
}

/** One without a neighbour goes up as it is. */
function levelAbove(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = []
  for (let at = 0; at < level.length; at += 2) {
    const right = level[at + 1]
    above.push(right ? nodeHash(level[at]!, right) : level[at]!)
  }
  return above
}

/** What is hashed of a text. */
function leafOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(1 + Buffer.byteLength(text))
  bytes[0] = LEAF
  bytes.write(text, 1)
  return bytes
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(1 + 2 * HASH_BYTES)
  bytes[0] = NODE
  left.copy(bytes, 1)
  right.copy(bytes, 1 + HASH_BYTES)
  return sha256(bytes)
}

const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer')
