/** The panels, in the order of their keys `1` … `6`; the partitions are reached with `tab`. */
export const PANELS = [
  'stock',
  'activities',
  'occurrences',
  'outcomes',
  'flow',
  'dead-letters',
  'partitions',
] as const
export type Panel = (typeof PANELS)[number]

export type PanelRecord<T> = Readonly<Record<Panel, T>>

/** The ways that `s` sorts each panel by; the first is where it starts. */
export const SORTS: PanelRecord<readonly string[]> = {
  stock: ['id', 'least left', 'fastest', 'name'],
  activities: ['id', 'fullest', 'ends first', 'name'],
  occurrences: ['newest', 'user', 'event'],
  outcomes: ['newest', 'user', 'reason'],
  flow: ['time'],
  'dead-letters': ['newest', 'reason'],
  partitions: ['partition', 'lag'],
}
