import { chromium, type Page } from 'playwright-core'
import type { BrowserDriver, BrowserPage } from './browser-driver.ts'
import { neededProgram } from './needed-program.ts'
import { openUnattended } from './unattended-chromium.ts'

const CHROMIUM_FLAGS = ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run']

export async function startChromium(hosts: readonly string[]): Promise<BrowserDriver> {
  const browser = await chromium.launch({
    executablePath: neededProgram('chromium', 'chromium'),
    args: [
      ...CHROMIUM_FLAGS,
      `--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(',')}`,
    ],
    // playwright turns the back/forward cache off, which visitors have.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const context = await browser.newContext({ viewport: { width: 1_000, height: 700 } })
  return {
    engine: 'chromium',
    version: browser.version(),
    newPage: async () => new ChromiumPage(await context.newPage()),
    openUnattended: (url) => openUnattended(CHROMIUM_FLAGS, url),
    close: () => browser.close(),
  }
}

class ChromiumPage implements BrowserPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url)
  }
  read<T>(expression: string): Promise<T> {
    return this.#page.evaluate<T>(expression)
  }
  pressAt(x: number, y: number, button: 'left' | 'middle'): Promise<void> {
    return this.#page.mouse.click(x, y, { button })
  }
  key(key: 'Enter' | 'Space'): Promise<void> {
    return this.#page.keyboard.press(key)
  }
  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text)
  }
  screenshot(): Promise<Buffer> {
    return this.#page.screenshot()
  }
  close(): Promise<void> {
    return this.#page.close()
  }
}
