import { keepFresh, onDefinitions, refreshDefinitions } from './definitions.ts'
import { detect, detectWaiting, forgetWaiting, happen } from './detect.ts'
import { internals } from './internals.ts'
import { later } from './later.ts'
import { listen } from './listen.ts'
import { type Moment, momentOf } from './moment.ts'
import { currentPage, currentTitle, lookAtRoute } from './page/route.ts'
import { watchPresses } from './page/watch-presses.ts'
import { watchRoute } from './page/watch-route.ts'
import { watchScroll } from './page/watch-scroll.ts'
import { lookForElements } from './page/watch-visible.ts'
import { parse, stringify } from './pristine.ts'
import { isRunning, run } from './running.ts'
import { safely } from './safely.ts'
import { addListener } from './sending/listeners.ts'
import { dropQueue } from './sending/queue.ts'
import { sendAgain, sendLast, sendNow, transmit } from './sending/send.ts'
import { setToken, user, userOf } from './user.ts'
import { forgetVisitor } from './visitor.ts'

type Call = readonly [name: string, args: readonly never[]]
type Methods = Record<string, (...args: never[]) => unknown>

/** Routers change the URL first and the title a moment later. */
const TITLE_AFTER_MS = 300
/** So long items wait for others to go with them. */
const TICK_MS = 2_000

let view: Moment | undefined

function endView(): void {
  const ended = view
  view = undefined
  if (!ended) return
  ended.page.title = currentTitle()
  detect(ended)
}

const awaitTitle = (own: Moment): void =>
  later(TITLE_AFTER_MS, () => {
    if (!document.title && document.readyState === 'loading') awaitTitle(own)
    else if (view === own) endView()
  })

function look(isAnew = false): void {
  const { viewId } = currentPage()
  const from = isRunning ? lookAtRoute(isAnew) : undefined
  if (from === undefined) return
  endView()
  view = momentOf('PAGE_VIEW', { from })
  awaitTitle(view)
  lookForElements(view.page.viewId !== viewId)
}

function leave(): void {
  endView()
  sendLast()
}

/** Another user, or nobody: what is the last one's goes first, as his. */
function setUser(token: string): void {
  if (isRunning && user && user !== userOf(token)) void transmit()
  setToken(token)
  void refreshDefinitions()
  sendNow()
}

let unwrap: () => void

const methods: Methods = {
  identify(token: unknown) {
    if (token && typeof token === 'string') setUser(token)
  },
  reset() {
    setUser('')
    forgetVisitor()
  },
  track(name: string, properties?: Record<string, unknown>) {
    happen('CUSTOM', { name: `${name}`, properties: properties && parse(stringify(properties)) })
  },
  consent(decision: string) {
    const was = isRunning
    run(decision)
    if (!isRunning) {
      forgetWaiting()
      dropQueue()
      forgetVisitor()
    } else if (!was) begin()
  },
  flush: sendNow,
  onMatch: addListener,
  destroy() {
    run('')
    unwrap()
  },
}

function begin(): void {
  look(true)
  void refreshDefinitions()
}

/** Takes the place of the stub, and makes up for the calls that it has kept. A second script finds the first one, and does nothing. */
const install = safely(() => {
  const page = window as { axon?: { q?: { push: (call: Call) => unknown }; _?: object } & object }
  const found = page.axon
  if (found?._) return
  const kept = found?.q
  const axon = kept ? found! : {}
  for (const name in methods) (axon as Methods)[name] = safely(methods[name]!)
  axon._ = internals
  // Whoever has kept a function of the stub still calls it.
  axon.q = { push: ([name, args]) => (axon as Methods)[name]?.(...args) }
  page.axon = axon
  run()
  onDefinitions(() => {
    detectWaiting()
    lookForElements()
  })
  unwrap = watchRoute(look)
  watchPresses()
  watchScroll()
  listen(window, 'pagehide', leave)
  listen(window, 'online', sendAgain)
  listen(window, 'focus', () => refreshDefinitions())
  listen(document, 'visibilitychange', () => (document.hidden ? leave() : refreshDefinitions()))
  new MutationObserver(safely(() => lookForElements())).observe(document, { subtree: true, childList: true })
  setInterval(
    safely(() => {
      sendNow()
      keepFresh()
    }),
    TICK_MS,
  )
  for (const call of (kept as unknown as Call[]) ?? []) axon.q.push(call)
  begin()
})

// A page that is only prerendered has no visitor yet.
if ((document as { prerendering?: boolean }).prerendering) listen(document, 'prerenderingchange', install)
else install()
