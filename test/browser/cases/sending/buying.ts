import { expect } from 'vitest'
import type { BrowserCase } from '../../browser-case.ts'

const ENTRIES = '/v1/activities/9/entries'

/** `axon-buy.js`, alone on its page: what it asks until there is a decision. */
export const buying: readonly BrowserCase[] = [
  {
    name: 'a request whose turn passed without a decision is asked for again, and not after',
    run: async (visitor) => {
      const { site } = visitor
      const pending = { statusUrl: `${ENTRIES}/me?receipt=r`, pollAfterMs: 1 }
      site.entryReplies.push(
        { status: 202, body: pending },
        { status: 503, body: { code: 'UNKNOWN_OUTCOME', state: 'unknown' } },
        { status: 503, body: { code: 'NOT_TAKEN', state: 'not_taken' } },
        { status: 202, body: pending },
        { status: 201, body: { outcome: 'approved', sequence: 3 } },
      )
      await visitor.open({ snippet: false, before: `<script src="${site.endpoint}/axon-buy.js"></script>` })
      const decision = await visitor.read(`axon.enter(9, { token: 'a.b.c' })`)
      expect(decision).toEqual({ outcome: 'approved', sequence: 3, status: 201 })
      const [post, get] = [`POST ${ENTRIES}`, `GET ${ENTRIES}/me`]
      expect(site.asked.filter((each) => each.includes(ENTRIES))).toEqual([post, get, get, post, get])
    },
  },
]
