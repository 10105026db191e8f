/** Where a sink is, as people write it (CONTRACT §15): `file:DIR` or `stdout`. */
export type SinkPlace = { readonly kind: 'file'; readonly folder: string } | { readonly kind: 'stdout' }

/** In the folder that the command runs in. */
export const DEFAULT_SINK_PLACE: SinkPlace = { kind: 'file', folder: 'behavior-logs' }

/** Reads a place; null if it is none. */
export function sinkPlace(text: string): SinkPlace | null {
  if (text === 'stdout') return { kind: 'stdout' }
  const folder = /^file:(.+)$/s.exec(text)?.[1]
  return folder === undefined || folder.includes('\0') ? null : { kind: 'file', folder }
}
