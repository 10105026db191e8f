/** Keeps what the page calls until `axon.js` is there. Stands in the page itself, so it is at most 300 bytes. */
const page = window as unknown as {
  axon?: Record<string, unknown> & { q?: unknown[] }
}
if (!page.axon) {
  const kept: unknown[] = []
  page.axon = { q: kept }
  for (const name of 'identify reset track consent flush onMatch destroy'.split(' '))
    page.axon[name] = (...args: unknown[]) => {
      page.axon!.q!.push([name, args])
    }
}
