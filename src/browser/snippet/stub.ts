/** Keeps what the page calls until `axon.js` is there. Stands in the page itself, so it is at most 300 bytes. */
const page = window as unknown as {
  axon?: Record<string, unknown> & { q?: { push(call: unknown): unknown } }
}
if (!page.axon) {
  page.axon = { q: [] }
  for (const name of 'identify reset track consent flush onMatch destroy'.split(' '))
    page.axon[name] = (...args: unknown[]) => {
      // The third: what the call returned, once it was made.
      const call: unknown[] = [name, args]
      page.axon!.q!.push(call)
      // Who ends listening before it has begun hears nothing at all.
      return () => {
        if (call[2]) (call[2] as () => void)()
        else call[0] = 'flush'
      }
    }
}
