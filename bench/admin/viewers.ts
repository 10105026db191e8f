import { request } from 'undici'
import type { Viewer } from './live-round.ts'
import { shownSale } from './shown-sale.ts'

export const NOBODY: Viewer = {
  name: 'nobody',
  async watch(_, replay) {
    const { seconds } = await replay()
    return { seconds, shown: null }
  },
}

/** Reads what the page reads, and shows it to nobody: what the service itself costs. */
export const A_PROGRAM: Viewer = {
  name: 'a program',
  async watch({ adminUrl, key }, replay) {
    const { body } = await request(`${adminUrl}v1/live`, { headers: { authorization: `Bearer ${key}` } })
    body.on('error', () => {}) // it is ended before the stream is
    body.resume()
    const { seconds } = await replay()
    body.destroy()
    return { seconds, shown: null }
  },
}

export const CHROMIUM: Viewer = { name: 'Chromium', watch: shownSale }
