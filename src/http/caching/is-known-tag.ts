/**
 * Whether `If-None-Match` names this ETag (RFC 9110 §13.1.2): one of a list, or `*` for whatever there is. Tags are compared weakly: a
 * proxy that compresses an answer makes a strong tag weak.
 */
export function isKnownTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  const wanted = opaque(etag)
  return ifNoneMatch === etag || tagsOf(ifNoneMatch).some((tag) => opaque(tag) === wanted)
}

/** A tag may hold a comma; what is no tag is left out. */
const tagsOf = (list: string): readonly string[] => list.match(/(?:W\/)?"[^"]*"/g) ?? []

const opaque = (tag: string): string => tag.replace(/^W\//, '')
