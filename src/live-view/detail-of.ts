import type { DashboardState, Detail } from './dashboard-state.ts'
import { listed, selectedIndex } from './listed.ts'

/** The row that is selected in the panel in focus, if it has any. */
export function detailOf(state: DashboardState): Detail | null {
  const { focus } = state.view
  const index = selectedIndex(state, focus)
  switch (focus) {
    case 'stock':
      return detail('product', listed(state, focus)[index])
    case 'activities':
      return detail('activity', listed(state, focus)[index])
    case 'occurrences':
      return detail('occurrence', listed(state, focus)[index])
    case 'outcomes':
      return detail('refusal', listed(state, focus)[index])
    case 'dead-letters':
      return detail('dead-letter', listed(state, focus)[index])
    case 'partitions':
      return detail('partition', listed(state, focus)[index])
    case 'flow':
      return null
  }
}

const detail = <K extends Detail['kind']>(
  kind: K,
  row: Extract<Detail, { kind: K }>['row'] | undefined,
): Detail | null => (row === undefined ? null : ({ kind, row } as Detail))

/** Whose decision the selected row is about. */
export function explainQuestion(state: DashboardState): { activityId: number; userId: number } | null {
  const { overlay } = state.view
  const chosen = overlay?.name === 'details' ? overlay.detail : detailOf(state)
  if (chosen?.kind === 'occurrence' && chosen.row.entry) {
    const { campaignActivityId, userId } = chosen.row.entry
    return { activityId: campaignActivityId, userId }
  }
  if (chosen?.kind === 'refusal')
    return { activityId: chosen.row.campaignActivityId, userId: chosen.row.userId }
  return null
}
