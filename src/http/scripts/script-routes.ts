import { Type } from 'typebox'
import { isKnownTag } from '../caching/is-known-tag.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, ok, unchanged } from '../routes/answer.ts'
import type { Route, RouteRequest } from '../routes/route.ts'
import { type BuiltScript, builtScripts, SCRIPT_NAMES, type ScriptName } from './built-scripts.ts'

/** A new version reaches pages within this. */
const SHORT_S = 300
const YEAR_S = 31_536_000

/** Any page may load them, one that is isolated from other origins too. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
  vary: 'Accept-Encoding',
}

const Script = Type.Object({
  path: Type.String({ description: 'What is under it never changes.' }),
  integrity: Type.String({ description: 'For the attribute `integrity`.' }),
})

/** The scripts for browsers (CONTRACT §14, *The snippet*): each under a name that stays, and under one whose content never changes. */
export function scriptRoutes(): readonly Route[] {
  const scripts = builtScripts()
  return [...SCRIPT_NAMES.map((name) => current(name, scripts)), immutable(scripts), list(scripts)]
}

const common = {
  method: 'GET',
  who: 'anyone',
  produces: 'text/javascript',
  answers: {
    200: { description: 'The script.' },
    304: { description: 'It is as If-None-Match says.' },
    404: { description: 'There is no such script.' },
  },
} as const

const current = (name: ScriptName, scripts: readonly BuiltScript[]): Route => ({
  ...common,
  id: `get${name.replace(/\.js$/, '').replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
  path: `/${name}`,
  summary: `${name}, as it is in this version`,
  answer: (request) => {
    const script = scripts.find((one) => one.name === name)
    return answerOf(script, request, `public, max-age=${SHORT_S}`)
  },
})

const immutable = (scripts: readonly BuiltScript[]): Route => ({
  ...common,
  id: 'getScriptVersion',
  path: '/axon-{version}.js',
  summary: 'One of the scripts by its content, for pages that give its integrity (GET /axon.json)',
  params: Type.Object({ version: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }) }),
  answer: (request) => {
    const script = scripts.find(({ file }) => file === `axon-${request.params.version}.js`)
    return answerOf(script, request, `public, max-age=${YEAR_S}, immutable`)
  },
})

function answerOf(script: BuiltScript | undefined, { headers }: RouteRequest, caching: string): Answer {
  if (!script) return problem('NOT_FOUND', { detail: 'GET /axon.json lists the scripts of this version' })
  const isGzipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
  const etag = `"${script.file}${isGzipped ? '.gz' : ''}"`
  const own = { ...HEADERS, etag, 'cache-control': caching }
  if (isKnownTag(headers['if-none-match'], etag)) return unchanged(own)
  return {
    ...ok(isGzipped ? script.gzipped : script.text, 'ok', {
      ...own,
      ...(isGzipped && { 'content-encoding': 'gzip' }),
    }),
    contentType: 'text/javascript',
  }
}

/** What a page that pins a version writes into its tag. */
const list = (scripts: readonly BuiltScript[]): Route => ({
  id: 'listScripts',
  method: 'GET',
  path: '/axon.json',
  who: 'anyone',
  summary: 'Where the scripts of this version are, with their integrity',
  answers: { 200: { description: 'By name.', schema: Type.Record(Type.String(), Script) } },
  answer: () =>
    ok(
      Object.fromEntries(scripts.map(({ name, file, integrity }) => [name, { path: `/${file}`, integrity }])),
      'ok',
      { 'cache-control': `public, max-age=${SHORT_S}` },
    ),
})
