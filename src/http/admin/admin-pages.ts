import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packageRoot } from '../../package-root.ts'
import { isKnownTag } from '../caching/is-known-tag.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, unchanged } from '../routes/answer.ts'
import type { Route, RouteRequest } from '../routes/route.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const YEAR_S = 31_536_000
const INDEX = 'index.html'

interface PageFile {
  readonly bytes: Buffer
  readonly gzipped: Buffer
  readonly contentType: string
  readonly etag: string
  /** Its name has a hash of its content: what is under it never changes. */
  readonly isImmutable: boolean
}

/**
 * The admin pages as `npm run build` has left them in `dist/browser/admin`: files by their path, and for every other path the one document,
 * which shows itself by it. Not part of the API: they are not listed with its routes.
 */
export function adminPages(folder = join(packageRoot, 'dist', 'browser', 'admin')): readonly Route[] {
  const files = filesOf(folder)
  return [
    page('getAdminRoot', '/', () => redirect()),
    page('getAdmin', '/admin', () => redirect()),
    page('getAdminPage', '/admin/*', (request) => pageOf(files, request)),
  ]
}

const page = (id: string, path: string, answer: NonNullable<Route['answer']>): Route => ({
  id,
  method: 'GET',
  path,
  who: 'anyone',
  isSameOrigin: true,
  summary: 'A file of the admin pages',
  answers: { 200: { description: 'The file.' } },
  answer,
})

const redirect = (): Answer => ({
  status: 302,
  outcome: 'redirected',
  body: null,
  headers: { location: '/admin/' },
})

function pageOf(files: ReadonlyMap<string, PageFile>, { params, headers }: RouteRequest): Answer {
  const path = params['*'] ?? ''
  const isFile = path.startsWith('v1/') || path.startsWith('assets/') || extname(path) !== ''
  const file = files.get(path) ?? (isFile ? undefined : files.get(INDEX))
  if (!file) {
    const detail =
      files.has(INDEX) || path.startsWith('v1/') ? 'GET /admin/v1/openapi.json lists the routes' : NOT_BUILT
    return problem('NOT_FOUND', { detail })
  }
  const { etag, contentType, isImmutable } = file
  const caching = isImmutable ? `public, max-age=${YEAR_S}, immutable` : 'no-cache'
  const own = { etag, 'cache-control': caching, vary: 'Accept-Encoding' }
  if (isKnownTag(headers['if-none-match'], etag)) return unchanged(own)
  const isGzipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
  const body = isGzipped ? file.gzipped : file.bytes
  return {
    status: 200,
    outcome: 'ok',
    body,
    contentType,
    headers: { ...own, ...(isGzipped && { 'content-encoding': 'gzip' }) },
  }
}

const NOT_BUILT = 'the pages are not built: npm run build makes them'

function filesOf(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>()
  for (const path of pathsIn(folder)) {
    const contentType = TYPES[extname(path)]
    if (contentType === undefined) continue
    const bytes = readFileSync(join(folder, path))
    files.set(path, {
      bytes,
      gzipped: gzipSync(bytes),
      contentType,
      etag: `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`,
      isImmutable: path.startsWith('assets/'),
    })
  }
  return files
}

function pathsIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return entries.map((path) => path.replaceAll('\\', '/'))
  } catch {
    // Nothing was built: sources that are run as they are.
    return []
  }
}
