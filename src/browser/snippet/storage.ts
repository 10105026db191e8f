import { isRunning } from './running.ts'

/** Shared by the tabs of an origin; where storage is forbidden or full, it lasts as long as the page. */
let area: Record<string, string> | undefined

/** Opened when it is needed: a browser may fetch it from another process, and a page that starts has no time for that. */
const opened = (): Record<string, string> => {
  try {
    area ??= localStorage
  } catch {}
  area ??= {}
  return area
}

/** Empty if there is none. */
export const stored = (key: string): string => opened()[key] || ''

/** Nothing is stored unless that is allowed; empty: leaves nothing. */
export const store = (key: string, text: string): void => {
  delete opened()[key]
  if (!text || !isRunning) return
  try {
    opened()[key] = text
  } catch {
    area = { ...area, [key]: text }
  }
}
