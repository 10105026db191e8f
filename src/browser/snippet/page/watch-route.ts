import { later } from '../later.ts'
import { listen } from '../listen.ts'
import { safely } from '../safely.ts'

/**
 * Calls `look` whenever the route may have changed (CONTRACT §14, *The snippet*): rather once too often.
 * @returns takes the wrappers away, unless other scripts have wrapped them since
 */
export function watchRoute(look: (isAnew?: boolean) => void): () => void {
  const again = safely(() => look())
  const unwrap = [wrap('pushState', again), wrap('replaceState', again)]
  listen(window, 'popstate hashchange', again)
  listen(document, 'visibilitychange', again)
  listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => look(persisted))
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation) listen(navigation, 'currententrychange', again)
  // Before it counts as a click of this page, and after its handlers: other scripts may get around the wrappers.
  listen(window, 'click', () => {
    again()
    later(0, again)
  })
  return () => {
    for (const each of unwrap) each()
  }
}

/** Looks after the original has returned, which gets and gives exactly what it would without us. */
function wrap(name: 'pushState' | 'replaceState', look: () => void): () => void {
  const original = history[name]
  function wrapper(this: History, _data: unknown, _unused: string): unknown {
    // biome-ignore lint/complexity/noArguments: how many there are is up to the caller
    const result = original.apply(this, arguments as never)
    look()
    return result
  }
  history[name] = wrapper
  return () => {
    if (history[name] === wrapper) history[name] = original
  }
}
