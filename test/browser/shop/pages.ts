/** How the snippet is included; `false` leaves it out. */
export interface SnippetTag {
  readonly routing?: 'path' | 'hash'
  readonly consent?: 'required'
  readonly respect?: 'gpc'
  /** Another file than `axon.js`, and its digest. */
  readonly file?: string
  readonly integrity?: string
  /** `async` is how the documentation says it; without it nothing of the page runs before the snippet. */
  readonly isAsync?: boolean
}

export interface ShopPage {
  /** Markup in front of the snippet: mostly scripts. */
  readonly before?: string
  readonly body?: string
  readonly snippet?: SnippetTag | false
  readonly headers?: Readonly<Record<string, string>>
}

/** Where an Axon is, and what a shop is called there. */
export interface AxonPlace {
  readonly endpoint: string
  readonly siteKey: string
}

/** Notes what a page suffers: errors, promises nobody caught, what its policy forbids, and what is said on the console. */
export const WITNESS = `(() => {
  const witness = { faults: [], said: [], shown: [] }
  Object.defineProperty(window, 'witness', { value: witness })
  addEventListener('error', (event) => witness.faults.push('error: ' + event.message))
  addEventListener('unhandledrejection', (event) => witness.faults.push('rejection: ' + event.reason))
  document.addEventListener('securitypolicyviolation', (event) =>
    witness.faults.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))
  addEventListener('pageshow', (event) => witness.shown.push(event.persisted))
  for (const level of ['error', 'warn', 'info', 'log', 'debug']) {
    const original = console[level]
    console[level] = function (...args) { witness.said.push(level + ': ' + args.join(' ')); return original.apply(this, args) }
  }
})()`

export function htmlOf(page: ShopPage, axon: AxonPlace): string {
  const { before = '', body = '', snippet = {} } = page
  return `<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<title>Shop</title>
<link rel="icon" href="data:,">
<script src="/witness.js"></script>
${before}
${snippet === false ? '' : tagOf(snippet, axon)}
<body>
${body}
</body>
</html>`
}

export function tagOf(tag: SnippetTag, { endpoint, siteKey }: AxonPlace): string {
  const { routing, consent, respect, file = 'axon.js', integrity, isAsync = true } = tag
  const attributes = [
    isAsync && 'async',
    `src="${endpoint}/${file}"`,
    integrity && `integrity="${integrity}" crossorigin`,
    `data-site="${siteKey}"`,
    `data-endpoint="${endpoint}"`,
    routing && `data-routing="${routing}"`,
    consent && `data-consent="${consent}"`,
    respect && `data-respect="${respect}"`,
  ]
  return `<script ${attributes.filter(Boolean).join(' ')}></script>`
}
