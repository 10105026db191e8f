import { safely } from './safely.ts'

/** Listens first of all, and never in the way of the page. */
export function listen<E extends Event>(
  target: EventTarget,
  types: string,
  listener: (event: E) => void,
): void {
  for (const type of types.split(' '))
    target.addEventListener(type, safely(listener) as EventListener, { capture: true, passive: true })
}
