import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { neededProgram } from '../../test/browser/drivers/needed-program.ts'
import type { AdminService } from './admin-service.ts'

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>

/** Chromium, signed in to the admin page in English. */
export class AdminPage {
  readonly browser: Browser
  readonly #service: AdminService
  readonly #session: Cookies

  static async start(service: AdminService): Promise<AdminPage> {
    const browser = await chromium.launch({
      executablePath: neededProgram('chromium', 'chromium'),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
    })
    const context = await browser.newContext()
    const answer = await context.request.post(`${service.adminUrl}v1/session`, { data: { key: service.key } })
    if (!answer.ok()) throw new Error(`signing in: ${answer.status()}`)
    return new AdminPage(browser, service, await context.cookies())
  }

  private constructor(browser: Browser, service: AdminService, session: Cookies) {
    this.browser = browser
    this.#service = service
    this.#session = session
  }

  /** A tab without anything in its cache, in which `script` runs first. */
  async tab(script = ''): Promise<Page> {
    const context = await this.browser.newContext({
      locale: 'en-US',
      viewport: { width: 1_280, height: 900 },
    })
    await context.addCookies(this.#session)
    const page = await context.newPage()
    if (script !== '') await page.addInitScript(script)
    return page
  }

  urlOf(screen: string): string {
    return `${this.#service.adminUrl}#/${screen}`
  }

  close(): Promise<void> {
    return this.browser.close()
  }
}
