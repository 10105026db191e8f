import type { BrowserPage } from '../drivers/browser-driver.ts'
import { until } from '../until.ts'

/** Somebody who works with the admin page in any of the browsers: presses what is called so, and types. */
export class Marketer {
  readonly #page: BrowserPage

  constructor(page: BrowserPage) {
    this.#page = page
  }

  open(url: string): Promise<void> {
    return this.#page.open(url)
  }

  /** Waits until the page says it. */
  async sees(text: string): Promise<void> {
    await until(`the page says ${text}`, () =>
      this.#page.read<boolean>(`document.body.innerText.includes(${JSON.stringify(text)})`),
    )
  }

  /** Presses a button, link or choice that is called so, once there is one. */
  async press(name: string): Promise<void> {
    await this.#pressOn(
      name,
      `[...document.querySelectorAll('button, a, [role=option]')].find((one) =>
        (one.getAttribute('aria-label') ?? (one.querySelector('[slot=label]') ?? one).textContent).trim() === name && one.getClientRects().length > 0)`,
    )
  }

  /** Opens the choices of a list, and takes one. */
  async choose(label: string, choice: string): Promise<void> {
    await this.#pressOn(
      label,
      `[...document.querySelectorAll('label, .field-label')].find((one) => one.textContent === name)
      ?.closest('.field')?.querySelector('button')`,
    )
    await this.press(choice)
  }

  /** Types into the field with this label, behind what it holds: a press on a long text would stand within it. */
  async writes(label: string, text: string): Promise<void> {
    await this.#pressOn(
      label,
      `[...document.querySelectorAll('label')].find((one) => one.textContent === name)?.control`,
    )
    await this.#page.read(
      `(({ activeElement: field }) => field.setSelectionRange?.(field.value.length, field.value.length))(document)`,
    )
    await this.#page.type(text)
  }

  /** Any error of the page's own scripts, and what its policy refused, since {@link watch}. */
  faults(): Promise<readonly string[]> {
    return this.#page.read(`window.axonFaults ?? ['nobody watched']`)
  }

  async watch(): Promise<void> {
    await this.#page.read(`(() => {
      window.axonFaults = []
      addEventListener('error', ({ message }) => axonFaults.push(message))
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => axonFaults.push(violatedDirective + ' ' + blockedURI))
      return true
    })()`)
  }

  /**
   * `found`: an expression for the element, in which `name` is its name. Pressed once it stands still in sight with nothing over it:
   * what comes in above it while it is looked for (a list, a note) moves it away from where it was.
   */
  async #pressOn(name: string, found: string): Promise<void> {
    const place = `(async () => {
      const name = ${JSON.stringify(name)}
      const element = ${found}
      if (!element || element.disabled) return null
      const middle = () => {
        const box = element.getBoundingClientRect()
        return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }
      }
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const before = middle()
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const now = middle()
      const still = now.x === before.x && now.y === before.y
      return still && element.contains(document.elementFromPoint(now.x, now.y)) ? now : null
    })()`
    let at: { readonly x: number; readonly y: number } | null = null
    await until(`${name} can be pressed`, async () => {
      at = await this.#page.read(place)
      return at !== null
    })
    await this.#page.pressAt(at!.x, at!.y, 'left')
  }
}
