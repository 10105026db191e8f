import type { BrowserDefinition } from '../../src/conditions/browser-definition.ts'
import type { BrowserDriver, BrowserPage, Engine } from './drivers/browser-driver.ts'
import { callOf, FENCE_CALL, FENCE_VIEW, VIEW, viewOf } from './shop/definitions.ts'
import type { ShopPage } from './shop/pages.ts'
import type { RealAxon } from './shop/real-axon.ts'
import type { SentItem } from './shop/recorded-intake.ts'
import { ShopSite } from './shop/shop-site.ts'
import { until } from './until.ts'

/** A page view of this address is a fence's own, and no case counts it. */
const FENCE = /\/fence-\d+$/

/** What the tabs of one case share. */
interface Browser {
  readonly driver: BrowserDriver
  readonly startAxon: () => Promise<RealAxon>
  readonly tabs: BrowserPage[]
}

export interface Opening extends ShopPage {
  readonly definitions?: readonly BrowserDefinition[]
  readonly path?: string
}

/** Somebody in a shop: a tab, the shop that it is in, and what of it reached Axon. What a case is written with. */
export class Visitor {
  readonly site: ShopSite
  readonly page: BrowserPage
  readonly engine: Engine
  readonly #browser: Browser
  #fences = 0

  /** `startAxon` starts the real service of a run, or finds it. */
  static async enter(driver: BrowserDriver, startAxon: () => Promise<RealAxon>): Promise<Visitor> {
    const site = await ShopSite.open()
    return new Visitor({ driver, startAxon, tabs: [] }, site, await driver.newPage())
  }

  private constructor(browser: Browser, site: ShopSite, page: BrowserPage) {
    const { driver, tabs } = browser
    this.#browser = browser
    this.engine = driver.engine
    this.site = site
    this.page = page
    tabs.push(page)
  }

  /** Another tab of the same browser, in the same shop. */
  async anotherTab(): Promise<Visitor> {
    return new Visitor(this.#browser, this.site, await this.#browser.driver.newPage())
  }

  /** Opens a page of the shop in a browser that nobody is attached to; returns what ends that. */
  async openUnattended(url: string): Promise<() => Promise<void>> {
    const { driver } = this.#browser
    if (driver.openUnattended === undefined) throw new Error(`${this.engine} can't be left alone`)
    return driver.openUnattended(url)
  }

  /** From now on the shop's Axon is `axon serve`, with events of its own. */
  async withRealAxon(): Promise<RealAxon> {
    const axon = await this.#browser.startAxon()
    this.site.otherAxon = await axon.siteOf(this.site.url)
    return axon
  }

  async leave(): Promise<void> {
    for (const tab of this.#browser.tabs.splice(0)) await tab.close()
  }

  /** Makes the shop one of these pages and definitions, and opens it. The snippet may not have started yet. */
  async open({ definitions = [], path = '/', ...page }: Opening = {}): Promise<void> {
    this.site.page = page
    this.define(...definitions)
    await this.page.open(this.site.url + path)
  }

  /** As `open`; then the snippet has started, knows its definitions, and its first view has arrived. */
  async arrive(opening: Opening = {}): Promise<void> {
    await this.open(opening)
    await this.viewed(1)
  }

  /** What the shop's marketers defined; views of everything, and what fences are made of, are always among it. */
  define(...definitions: readonly BrowserDefinition[]): void {
    const isHash = this.#isHash
    const routing = isHash ? { routing: 'hash' as const } : {}
    this.site.definitions = [
      ...(definitions.some(({ id }) => id === VIEW) ? [] : [viewOf(VIEW, undefined, routing)]),
      ...definitions,
      viewOf(FENCE_VIEW, { field: 'url.path', op: 'startsWith', value: '/fence-' }, routing),
      callOf(FENCE_CALL, 'fence'),
    ]
  }

  get #isHash(): boolean {
    const { snippet } = this.site.page
    return typeof snippet === 'object' && snippet.routing === 'hash'
  }

  /** Runs statements in the page. */
  async run(statements: string): Promise<void> {
    await this.page.read(`(async () => { ${statements} })().then(() => null)`)
  }

  read<T>(expression: string): Promise<T> {
    return this.page.read<T>(expression)
  }

  /** Presses the middle of an element: a CSS selector, or an expression for what no selector reaches. */
  async click(element: string, button: 'left' | 'middle' = 'left'): Promise<void> {
    const found = element.startsWith('(') ? element : `document.querySelector(${JSON.stringify(element)})`
    const { x, y } = await this.page.read<{ readonly x: number; readonly y: number }>(
      `(() => { const box = ${found}.getBoundingClientRect(); return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) } })()`,
    )
    await this.page.pressAt(x, y, button)
  }

  /** The path (with fragment) of the page becomes this one, by a route or by another document. */
  async reach(path: string): Promise<void> {
    await until(`the page is at ${path}`, async () => {
      const at = await this.page.read<string>(
        `document.readyState === 'complete' ? decodeURI(location.pathname + location.search + location.hash) : ''`,
      )
      return at === path
    })
  }

  /** Waits until so many views (fences left out) have arrived. */
  async viewed(count: number): Promise<void> {
    await this.arrived(VIEW, count)
  }

  /** Waits until so many occurrences of the event are stored. */
  async arrived(eventId: number, count: number): Promise<void> {
    await this.flushed(
      () =>
        `${count} of event ${eventId}, are ${this.seen(eventId).length}: ${JSON.stringify(this.urls(eventId))}`,
      () => this.seen(eventId).length >= count,
    )
  }

  /** What was stored of an event so far, fences left out. */
  seen(eventId: number): readonly SentItem[] {
    return this.site.intake.stored.filter((item) => item.eventId === eventId && !FENCE.test(item.page.url))
  }

  /** Of what was stored of an event: path and fragment as the page said them. */
  urls(eventId: number): readonly string[] {
    return this.seen(eventId).map((item) => item.page.url.replace(this.site.url, ''))
  }

  /**
   * Waits until all that happened before has arrived: a view and a call that come after it have. So what isn't there now never comes.
   * It leaves the page at a route of its own.
   */
  async fence(): Promise<void> {
    this.#fences += 1
    const route = `${this.#isHash ? '#' : ''}/fence-${this.#fences}`
    const views = this.#stored(FENCE_VIEW)
    await this.run(`history.pushState(null, '', ${JSON.stringify(route)})`)
    await this.fenceOfCall()
    await this.flushed('the view of the fence', () => this.#stored(FENCE_VIEW) > views)
  }

  /** The same where the page must stay at its route: for everything but views, as their titles are waited for. */
  async fenceOfCall(): Promise<void> {
    const calls = this.#stored(FENCE_CALL)
    await this.run(`axon.track('fence')`)
    await this.flushed('the call of the fence', () => this.#stored(FENCE_CALL) > calls)
  }

  /** How many of the two parts of fences have arrived, whoever made them. */
  fences(): number {
    return this.#stored(FENCE_VIEW) + this.#stored(FENCE_CALL)
  }

  #stored(id: number): number {
    return this.site.intake.stored.filter(({ eventId }) => eventId === id).length
  }

  /** Waits for it, and has the page send what it holds. */
  async flushed(what: string | (() => string), isSo: () => boolean): Promise<void> {
    await until(what, async () => {
      if (isSo()) return true
      await this.run(`window.axon?.flush()`)
      return isSo()
    })
  }
}
