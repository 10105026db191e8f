import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Builder, Capabilities, Key, type WebDriver } from 'selenium-webdriver'
import type { BrowserDriver, BrowserPage } from './browser-driver.ts'
import { neededProgram } from './needed-program.ts'
import { startVirtualDisplay } from './virtual-display.ts'

/** Debian's name of this machine's kind, which is in the path of libraries. */
const MACHINE = process.arch === 'arm64' ? 'aarch64' : 'x86_64'
const MINI_BROWSER = `/usr/lib/${MACHINE}-linux-gnu/webkit2gtk-4.1/MiniBrowser`
const BUTTONS = { left: 0, middle: 1 } as const
const KEYS = { Enter: Key.ENTER, Space: ' ' } as const

export async function startWebKit(): Promise<BrowserDriver> {
  const program = neededProgram('WebKitWebDriver', 'webkit2gtk-driver')
  const display = await startVirtualDisplay()
  const port = await freePort()
  const server = spawn(program, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display.name },
    stdio: 'ignore',
  })
  const stop = async (): Promise<void> => {
    server.kill()
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    display.stop()
  }
  try {
    await answering(`http://127.0.0.1:${port}/status`)
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': {
            binary: neededProgram(MINI_BROWSER, 'libwebkit2gtk-4.1-0'),
            args: ['--automation'],
          },
        }),
      )
      .build()
    const version = (await driver.getCapabilities()).get('browserVersion') as string
    return {
      engine: 'webkit',
      version,
      newPage: () => WebKitPage.in(driver),
      close: async () => {
        await driver.quit()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

class WebKitPage implements BrowserPage {
  readonly #driver: WebDriver
  readonly #window: string

  static async in(driver: WebDriver): Promise<WebKitPage> {
    const [first] = await driver.getAllWindowHandles()
    await driver.switchTo().window(first!)
    await driver.switchTo().newWindow('window')
    return new WebKitPage(driver, await driver.getWindowHandle())
  }

  private constructor(driver: WebDriver, window: string) {
    this.#driver = driver
    this.#window = window
  }

  async open(url: string): Promise<void> {
    await (await this.#front()).get(url)
  }
  async read<T>(expression: string): Promise<T> {
    const driver = await this.#front()
    const text = await driver.executeAsyncScript<string>(
      `const done = arguments[arguments.length - 1]
       Promise.resolve().then(() => (${expression})).then((value) => JSON.stringify({ value }), (error) => JSON.stringify({ error: String(error) })).then(done)`,
    )
    const answer = JSON.parse(text) as { readonly value?: T; readonly error?: string }
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value as T
  }
  async pressAt(x: number, y: number, button: 'left' | 'middle'): Promise<void> {
    const actions = (await this.#front()).actions().move({ x, y, duration: 0 })
    await actions.press(BUTTONS[button]).release(BUTTONS[button]).perform()
  }
  async key(key: 'Enter' | 'Space'): Promise<void> {
    await (await this.#front()).actions().keyDown(KEYS[key]).keyUp(KEYS[key]).perform()
  }
  async type(text: string): Promise<void> {
    await (await this.#front()).actions().sendKeys(text).perform()
  }
  async screenshot(): Promise<Buffer> {
    return Buffer.from(await (await this.#front()).takeScreenshot(), 'base64')
  }
  async close(): Promise<void> {
    await (await this.#front()).close()
  }

  /** The commands of WebDriver go to one tab at a time. */
  async #front(): Promise<WebDriver> {
    await this.#driver.switchTo().window(this.#window)
    return this.#driver
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Waits until something answers there, for 10 s at most. */
async function answering(url: string): Promise<void> {
  const endMs = Date.now() + 10_000
  for (;;) {
    try {
      await fetch(url)
      return
    } catch (error) {
      if (Date.now() > endMs) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
