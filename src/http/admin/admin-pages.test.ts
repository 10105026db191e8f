import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Answer } from '../routes/answer.ts'
import type { RouteRequest } from '../routes/route.ts'
import { adminPages } from './admin-pages.ts'

const INDEX = '<!doctype html><title>Axon</title>'
const SCRIPT = 'console.log(1)'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'axon-pages-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), INDEX)
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), SCRIPT)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ask = async (path: string, headers: object = {}, from = folder): Promise<Answer> => {
  const page = adminPages(from).find(({ id }) => id === 'getAdminPage')!
  return page.answer!({ params: { '*': path }, headers } as unknown as RouteRequest)
}

it.each(['', 'index.html', 'events', 'events/7'])(
  '%j is the one document, asked for anew each time',
  async (path) => {
    const { status, body, contentType, headers } = await ask(path)
    expect([status, String(body), contentType]).toEqual([200, INDEX, 'text/html'])
    expect(headers?.['cache-control']).toBe('no-cache')
    expect((await ask(path, { 'if-none-match': headers?.etag })).status).toBe(304)
  },
)

it('a file whose name has a hash of its content is kept for ever, gzipped for whoever takes that', async () => {
  const { body, contentType, headers } = await ask('assets/main-abc123.js', { 'accept-encoding': 'gzip, br' })
  expect(contentType).toBe('text/javascript')
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'gzip',
  })
  expect(String(gunzipSync(body as Buffer))).toBe(SCRIPT)
})

it.each(['assets/gone.js', 'favicon.ico', 'v1/nothing', '../index.html'])('%j is not there', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404 })
})

it('says how to build the pages where they are not built', async () => {
  expect(await ask('', {}, join(folder, 'nowhere'))).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('npm run build') },
  })
})
