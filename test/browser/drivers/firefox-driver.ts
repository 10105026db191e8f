import puppeteer, { type Page } from 'puppeteer-core'
import type { BrowserDriver, BrowserPage } from './browser-driver.ts'
import { neededProgram } from './needed-program.ts'

export async function startFirefox(hosts: readonly string[]): Promise<BrowserDriver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: neededProgram('firefox-esr', 'firefox-esr'),
    headless: true,
    defaultViewport: null,
    args: ['--width=1000', '--height=900'],
    extraPrefsFirefox: { 'network.dns.localDomains': hosts.join(',') },
  })
  return {
    engine: 'firefox',
    version: await browser.version(),
    newPage: async () => new FirefoxPage(await browser.newPage()),
    close: () => browser.close(),
  }
}

class FirefoxPage implements BrowserPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url)
  }
  async read<T>(expression: string): Promise<T> {
    return (await this.#page.evaluate(expression)) as T
  }
  pressAt(x: number, y: number, button: 'left' | 'middle'): Promise<void> {
    return this.#page.mouse.click(x, y, { button })
  }
  key(key: 'Enter' | 'Space'): Promise<void> {
    return this.#page.keyboard.press(key === 'Space' ? ' ' : key)
  }
  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text)
  }
  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.#page.screenshot())
  }
  close(): Promise<void> {
    return this.#page.close()
  }
}
