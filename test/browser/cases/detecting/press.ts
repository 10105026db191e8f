import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'
import { clickOn } from '../../shop/definitions.ts'
import type { SentItem } from '../../shop/recorded-intake.ts'
import type { Visitor } from '../../visitor.ts'

export interface Press {
  readonly name: string
  readonly body: string
  /** What definition 2 is about. */
  readonly selector: string
  /** What the visitor does. */
  readonly act: (visitor: Visitor) => Promise<void>
  /** How often it counts. */
  readonly times: number
  readonly leftOut?: BrowserCase['leftOut']
  readonly see?: (items: readonly SentItem[], visitor: Visitor) => void
}

/** A visitor does something, and a definition counts it so often. */
export const press = ({ name, body, selector, act, times, leftOut, see }: Press): BrowserCase => ({
  name: `${name}: ${['not counted', 'once', 'twice'][times]}`,
  ...(leftOut && { leftOut }),
  run: async (visitor) => {
    // What matches nothing must never be seen: definition 3.
    await visitor.arrive({ body, definitions: [clickOn(2, selector), clickOn(3, '#nothing-like-it')] })
    await act(visitor)
    await visitor.fence()
    expect(visitor.seen(2)).toHaveLength(times)
    expect(visitor.seen(3)).toEqual([])
    see?.(visitor.seen(2), visitor)
  },
})

export const on =
  (element: string, button: 'left' | 'middle' = 'left') =>
  (visitor: Visitor): Promise<void> =>
    visitor.click(element, button)

export const keyOn =
  (element: string, key: 'Enter' | 'Space') =>
  async (visitor: Visitor): Promise<void> => {
    await visitor.run(`document.querySelector(${JSON.stringify(element)}).focus()`)
    await visitor.page.key(key)
  }
