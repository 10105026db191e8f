import { isRunning } from './running.ts'
import { site } from './settings.ts'

/** What could not be stored, as storage is full or forbidden: it lasts as long as the page. */
const memory: Record<string, string> = {}

/** Shared by the tabs of an origin; empty if there is none. */
export function stored(key: string): string {
  try {
    return memory[key] || localStorage[key + site] || ''
  } catch {
    return ''
  }
}

/** Empty: leaves nothing. Nothing is stored unless it is allowed. */
export function store(key: string, text: string): void {
  memory[key] = text
  try {
    delete localStorage[key + site]
    if (text && isRunning) localStorage[key + site] = text
    memory[key] = ''
  } catch {}
}
