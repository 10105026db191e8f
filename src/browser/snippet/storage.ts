import { isRunning } from './running.ts'
import { site } from './settings.ts'

/** Shared by the tabs of an origin; where storage is forbidden or full, it lasts as long as the page. */
let area: Record<string, string> = {}
try {
  area = localStorage ?? area
} catch {}

/** Empty if there is none. */
export const stored = (key: string): string => area[key + site] || ''

/** Nothing is stored unless that is allowed; empty: leaves nothing. */
export const store = (key: string, text: string): void => {
  delete area[key + site]
  if (!text || !isRunning) return
  try {
    area[key + site] = text
  } catch {
    area = { ...area, [key + site]: text }
  }
}
