import { safely } from './safely.ts'

/** Listens on the way in, before the page itself: whatever it does with the event, this has seen it. */
export const listen = <E extends Event>(types: string, listener: (event: E) => void): void => {
  for (const type of types.split(' ')) addEventListener(type, safely(listener) as EventListener, true)
}
