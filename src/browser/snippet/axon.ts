import { refreshDefinitions } from './definitions.ts'
import { consider, considerWaiting, happen, type Moment, momentOf, waiting } from './detect.ts'
import { internals } from './internals.ts'
import { listen } from './listen.ts'
import { leaveRoute, lookAtRoute } from './page/route.ts'
import { lookForElements } from './page/visible-elements.ts'
import { watchPresses } from './page/watch-presses.ts'
import { unwatchRoute, watchRoute } from './page/watch-route.ts'
import { parse, stringify } from './pristine.ts'
import { isRunning, run } from './running.ts'
import { safely } from './safely.ts'
import { dropQueue } from './sending/queue.ts'
import { sendLast, sendNow } from './sending/send.ts'
import { setToken, user } from './user.ts'
import { forgetVisitor } from './visitor.ts'

type Methods = Record<string, (...args: never[]) => unknown>
type Call = [name: string, args: readonly never[], result?: unknown]

const TICK_MS = 1_000

/** The page view whose title is still to be read. */
let view: Moment | undefined
let ticks = 0
let scrolledTo = 0

const endView = (): void => {
  const ended = view
  view = undefined
  if (!ended) return
  ended.page.title = document.title
  consider(ended)
}

const look = safely(() => {
  const from = lookAtRoute()
  if (!isRunning || from === undefined) return
  endView()
  view = momentOf('PAGE_VIEW', { from })
  ticks = 0
})

/** Another user, or nobody: what is the last one's goes first, as his. */
const setUser = (token: string): void => {
  void sendNow()
  setToken(token)
  void refreshDefinitions(true)
}

const begin = (): void => {
  leaveRoute()
  look()
  // Not while the page starts.
  setTimeout(refreshDefinitions)
}

const methods: Methods = {
  identify: setUser,
  reset() {
    endView()
    setUser('')
    forgetVisitor()
  },
  track(name: string, properties?: Record<string, unknown>) {
    happen('CUSTOM', { name, properties: properties && parse(stringify(properties)) })
  },
  consent(decision: string) {
    const was = isRunning
    run(decision || 'denied')
    if (!isRunning) {
      waiting.splice(0)
      dropQueue()
      forgetVisitor()
    } else if (!was) begin()
  },
  flush() {
    endView()
    void sendNow()
  },
  onMatch(listener: () => void) {
    const safe = safely(listener)
    internals.on.add(safe)
    return () => internals.on.delete(safe)
  },
  destroy() {
    run('')
    unwatchRoute()
  },
}

/** Every second: what tells nobody that it has changed, and what must not be done too often. */
const tick = safely(() => {
  look()
  // Routers change the URL first, and the title a moment later.
  if (ticks++) endView()
  considerWaiting()
  lookForElements()
  if (scrolledTo !== scrollY) {
    scrolledTo = scrollY
    const seen = (scrollY + innerHeight) / document.documentElement.scrollHeight
    happen('SCROLL_DEPTH', { scroll: { percent: Math.round(Math.min(1, seen) * 100) } })
  }
  void sendNow()
  void refreshDefinitions()
})

/** Takes the place of the stub, and makes up for the calls that it has kept. A second script finds the first one, and does nothing. */
const install = safely(() => {
  const page = window as { axon?: { q?: Call[] | { push: (call: Call) => void }; _?: object } }
  const axon = page.axon ?? {}
  page.axon = axon
  if (axon._) return
  axon._ = internals
  for (const name in methods) (axon as Methods)[name] = safely(methods[name]!)
  run()
  watchRoute(look)
  watchPresses()
  listen('visibilitychange', () => {
    if (document.hidden) {
      endView()
      sendLast()
    } else void refreshDefinitions(true)
  })
  begin()
  const perform = (call: Call): void => {
    call[2] = (axon as Methods)[call[0]]!(...call[1])
  }
  ;(axon.q as Call[])?.map(perform)
  // Who has kept a function of the stub calls it still.
  axon.q = { push: perform }
  // What the page called earlier was true of its first view.
  if (view) view.user = user
  setInterval(tick, TICK_MS)
})

// A page that is only prerendered has no visitor yet.
if ((document as { prerendering?: boolean }).prerendering) listen('prerenderingchange', install)
else install()
