import { formatCount } from '../../domain/format-count.ts'
import type { DashboardState } from '../../live-view/dashboard-state.ts'
import { type Panel, SORTS } from '../../live-view/panel.ts'

/** `3 of 1,200 · least left`: how many rows the filter leaves, and the order if it is not the usual one. */
export function panelNote({ view }: DashboardState, panel: Panel, shown: number, all: number): string {
  const count = shown === all ? formatCount(all) : `${formatCount(shown)} of ${formatCount(all)}`
  const sort = view.sort[panel] % SORTS[panel].length
  return sort === 0 ? count : `${count} · ${SORTS[panel][sort]}`
}
