import { hash } from 'node:crypto'

const HASH_BYTES = 32
/** So that a receipt can't be taken for an inner node, nor the reverse (RFC 6962 §2.1). */
const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

/** How one leaf leads to the root: at each level the hash beside it, and whether that stands on the left. */
export interface HashPath {
  readonly siblings: readonly { readonly hash: Buffer; readonly isLeft: boolean }[]
}

/** One signature of the root stands for all leaves: a tree of SHA-256 over texts, and the path of each. At least one text. */
export function hashTree(texts: readonly string[]): {
  readonly root: Buffer
  readonly paths: readonly HashPath[]
} {
  const paths = texts.map(() => [] as { readonly hash: Buffer; readonly isLeft: boolean }[])
  let level = texts.map((text, leaf) => ({ hash: leafHash(text), leaves: [leaf] }))
  while (level.length > 1) {
    const next: typeof level = []
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at]!, level[at + 1]]
      if (!right) {
        next.push(left)
        continue
      }
      for (const leaf of left.leaves) paths[leaf]!.push({ hash: right.hash, isLeft: false })
      for (const leaf of right.leaves) paths[leaf]!.push({ hash: left.hash, isLeft: true })
      next.push({ hash: nodeHash(left.hash, right.hash), leaves: [...left.leaves, ...right.leaves] })
    }
    level = next
  }
  return { root: level[0]!.hash, paths: paths.map((siblings) => ({ siblings })) }
}

/** The root that a text leads to on this path. */
export function rootOf(text: string, { siblings }: HashPath): Buffer {
  return siblings.reduce(
    (own, { hash: other, isLeft }) => (isLeft ? nodeHash(other, own) : nodeHash(own, other)),
    leafHash(text),
  )
}

/** A path in bytes: for each level 0 or 1 (the sibling stands on the left), then its hash. */
export function bytesOfPath({ siblings }: HashPath): Buffer {
  return Buffer.concat(siblings.flatMap(({ hash, isLeft }) => [isLeft ? NODE : LEAF, hash]))
}

/** Null for bytes that {@link bytesOfPath} does not write. */
export function pathOfBytes(bytes: Buffer): HashPath | null {
  const siblings = []
  for (let at = 0; at < bytes.length; at += 1 + HASH_BYTES) {
    const sibling = bytes.subarray(at + 1, at + 1 + HASH_BYTES)
    if (bytes[at]! > 1 || sibling.length !== HASH_BYTES) return null
    siblings.push({ hash: sibling, isLeft: bytes[at] === 1 })
  }
  return { siblings }
}

const leafHash = (text: string): Buffer => sha256(Buffer.concat([LEAF, Buffer.from(text)]))
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.concat([NODE, left, right]))
const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer')
