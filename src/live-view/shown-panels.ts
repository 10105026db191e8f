import type { DashboardState } from './dashboard-state.ts'
import { PANELS, type Panel } from './panel.ts'

/** The panels that there is something to show in: partitions only with Kafka, or with more than one. */
export function shownPanels({ watched, partitions }: DashboardState): readonly Panel[] {
  const hasPartitions = watched.mode === 'consume' || (watched.mode === 'watch' && partitions.size > 0)
  return hasPartitions ? PANELS : PANELS.filter((panel) => panel !== 'partitions')
}
