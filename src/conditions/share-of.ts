/**
 * Where `key` falls between 0 and 1: always the same place, and all places equally likely. FNV-1a over its UTF-16 units, then the
 * finaliser of MurmurHash3, as FNV alone leaves keys that differ in their last digit close together.
 */
export const shareOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; ) hash = Math.imul(hash ^ key.charCodeAt(at++), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
