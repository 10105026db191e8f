import { listen } from '../listen.ts'
import { leaveRoute } from './route.ts'

const undo: (() => void)[] = []

/** The page has its own functions again. */
export const unwatchRoute = (): void => {
  for (const each of undo) each()
}

/** Calls `look`, which throws nothing, whenever the route may have changed (CONTRACT §14, *The snippet*): rather once too often. */
export const watchRoute = (look: () => void): void => {
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    // Looks after the original has returned, which gets and gives exactly what it would without us.
    const wrapper = function (this: History) {
      // biome-ignore lint/complexity/noArguments: how many there are is up to the caller
      const result = original.apply(this, arguments as never)
      look()
      return result
    }
    history[name] = wrapper
    undo.push(() => {
      // Else another script has wrapped it once more: then it calls what changes nothing.
      if (history[name] === wrapper) history[name] = original
    })
  }
  // Before a click is what it is: another script may have called an original of its own.
  listen<PageTransitionEvent>(
    'popstate hashchange pageshow click auxclick visibilitychange',
    ({ persisted }) => {
      // Back from the back-forward cache: another visit, though nothing has changed.
      if (persisted) leaveRoute()
      look()
    },
  )
  ;(window as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', look)
}
