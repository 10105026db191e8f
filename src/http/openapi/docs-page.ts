import type { Route } from '../routes/route.ts'

const WHO: Readonly<Record<Route['who'], string>> = {
  anyone: 'anyone',
  anyone_or_user: 'anyone, or a user (token)',
  user: 'a user (token)',
  business: "a shop's server (API key)",
  user_or_business: "a user (token), or a shop's server (API key)",
  viewer: 'an operator (session, or API key of the role admin or viewer)',
  admin: 'an operator who may change things (session, or API key of the role admin)',
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
code,pre{font:14px/1.4 ui-monospace,monospace;background:#f3f3f3;border-radius:4px}code{padding:.1em .3em}pre{padding:.8em;overflow:auto}
section{border-top:1px solid #ddd;padding:1rem 0}th,td{text-align:left;padding:.2em 1em .2em 0;vertical-align:top}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#181818}code,pre{background:#262626}section{border-color:#333}}`

/** The routes as one page for people: plain HTML that asks no other host for anything. */
export function docsPage(routes: readonly Route[], version: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Axon ${escaped(version)}</title><style>${STYLE}</style></head><body>
<h1>Axon ${escaped(version)}</h1>
<p>The answer to a request is its decision, after the commit. Errors are problem details (RFC 9457).
Programs read <a href="openapi.json">openapi.json</a>, which is made from the same schemas.</p>
${routes.map(sectionOf).join('\n')}
</body></html>`
}

function sectionOf({ id, method, path, summary, who, params, query, body, answers }: Route): string {
  const forms = [
    ...(params ? [['path', params]] : []),
    ...(query ? [['query', query]] : []),
    ...Object.entries(body ?? {}).map(([kind, schema]) => [`body (${kind})`, schema]),
  ] as const
  const rows = Object.entries(answers).map(
    ([status, { description }]) => `<tr><td><code>${status}</code></td><td>${escaped(description)}</td></tr>`,
  )
  return `<section id="${id}"><h2><code>${method} ${escaped(path)}</code></h2><p>${escaped(summary)}. For ${escaped(WHO[who])}.</p>
${forms.map(([name, schema]) => `<p>${escaped(String(name))}</p><pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`).join('')}
<table>${rows.join('')}</table></section>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!)
