import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { neededProgram } from '../drivers/needed-program.ts'

export interface Look {
  readonly language?: 'ko' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly width?: number
}

/** The browser of somebody who works with the admin page: it notes what no page may do. */
export class AdminBrowser {
  readonly context: BrowserContext
  readonly #browser: Browser
  readonly #faults: string[] = []
  readonly #hosts = new Set<string>()

  static async start({ language = 'en', theme = 'light', width = 1_280 }: Look = {}): Promise<AdminBrowser> {
    const browser = await chromium.launch({
      executablePath: neededProgram('chromium', 'chromium'),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
    })
    const context = await browser.newContext({
      locale: language === 'ko' ? 'ko-KR' : 'en-US',
      timezoneId: 'Asia/Seoul',
      colorScheme: theme,
      viewport: { width, height: 900 },
    })
    context.setDefaultTimeout(40_000)
    return new AdminBrowser(browser, context)
  }

  private constructor(browser: Browser, context: BrowserContext) {
    this.#browser = browser
    this.context = context
    context.on('request', (request) => this.#hosts.add(new URL(request.url()).host))
    context.on('weberror', (error) => this.#faults.push(String(error.error())))
    context.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.#faults.push(message.text())
    })
  }

  async open(url: string): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(url)
    return page
  }

  /** No error of a script, nothing that the policy refused, and no request to any other host than these pages'. */
  expectNoFaults(...urls: readonly string[]): void {
    expect(this.#faults).toEqual([])
    const known = urls.map((url) => new URL(url).host)
    expect([...this.#hosts].filter((host) => !known.includes(host))).toEqual([])
  }

  close(): Promise<void> {
    return this.#browser.close()
  }
}
