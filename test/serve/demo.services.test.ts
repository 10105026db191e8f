import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../src/stores/open-database.ts'
import { axon, outputOf } from '../axon.ts'
import { RunningService } from '../cli/running-service.ts'

let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-dev-'))
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
  })
})
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const dev = (name: string) => RunningService.start(['--dev', '--database', `sqlite:${join(folder, name)}`])

it('sells 100 pieces to 100 customers of a browser, refuses the next, and remembers what it said', async () => {
  const service = await dev('shop.db')
  expect(service.stderr).toContain(`${service.url}/demo`)
  const page = await browser.newPage({ locale: 'en-US' })
  const faults: string[] = []
  const hosts = new Set<string>()
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await page.goto(`${service.url}/demo`)
  await page.getByText('Log in first.').waitFor()
  for (let user = 1; user <= 100; user += 1) {
    await page.locator('#user').fill(String(user))
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByText(`Logged in as customer ${user}.`).waitFor()
    await page.getByRole('button', { name: 'Buy' }).click()
    await page.getByText(`You got one! You are number ${user}.`).waitFor()
  }
  await page.locator('#remaining', { hasText: /^0$/ }).waitFor()
  await page.getByRole('button', { name: 'Next customer' }).click()
  await page.getByText('Logged in as customer 101.').waitFor()
  await page.getByRole('button', { name: 'Buy' }).click()
  await page.getByText('All places are taken.').waitFor()
  await page.reload()
  await page.getByText('All places are taken.').waitFor()
  await page.locator('#user').fill('42')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByText('You got one! You are number 42.').waitFor()
  await page.getByText('Receipt', { exact: true }).click()
  expect(await page.locator('#receipt').textContent()).toMatch(/^axr1\./)
  await page.getByRole('button', { name: '한국어' }).click()
  await page.getByText('구매했습니다! 42번째입니다.').waitFor()
  expect(faults).toEqual([])
  expect([...hosts]).toEqual([new URL(service.url).host])
  expect(await service.stop()).toBe(143)
  await outputOf('verify', '--database', `sqlite:${join(folder, 'shop.db')}`)
})

it('shows a visitor what was detected and sent, and why, and never what was typed', async () => {
  const service = await dev('seen.db')
  const page = await browser.newPage({ locale: 'en-US' })
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/occurrences')) sent.push(request.postData() ?? '')
  })
  const shown = (name: string) => page.locator('#seen summary', { hasText: `${name}: recorded` })
  await page.goto(`${service.url}/demo`)
  await shown('체험 페이지 조회').waitFor()
  await page.getByRole('button', { name: 'Show what matches' }).click()
  await page.waitForFunction('Boolean(axon.explain)')
  await page.getByRole('link', { name: 'Story' }).click()
  await page.getByText('Thank you for reading').scrollIntoViewIfNeeded()
  await shown('이야기 절반 읽음').waitFor()
  await page.getByRole('link', { name: 'Question' }).click()
  await page.locator('#words').fill('what I typed')
  await page.getByRole('button', { name: 'Send' }).click()
  await shown('문의 제출').waitFor()
  // A view is told of once its title has settled.
  await expect.poll(() => shown('체험 페이지 조회').count()).toBe(3)
  const why =
    await page.evaluate<{ matched: boolean; why: { value: unknown; passed: boolean }[] }[]>('axon.explain(4)')
  expect(why.at(-1)).toMatchObject({ matched: true, why: [{ value: '/demo/question', passed: true }] })
  expect(sent.join()).toContain('/demo/story')
  expect(sent.join()).not.toContain('what I typed')
  await page.reload()
  await page.getByText('never sent').waitFor()
  expect(await service.stop()).toBe(143)
})

async function activitiesOf(url: string): Promise<readonly unknown[]> {
  const database = await openDatabase(url)
  try {
    return await database.query(sql`SELECT * FROM campaign_activities ORDER BY id`)
  } finally {
    await database.close()
  }
}

it('leaves a database that holds anything as it is', async () => {
  const url = `sqlite:${join(folder, 'own.db')}`
  await outputOf('seed', '--database', url)
  const before = await activitiesOf(url)
  const service = await dev('own.db')
  await service.stop()
  expect(before.length).toBeGreaterThan(1)
  expect(await activitiesOf(url)).toEqual(before)
})

it('gives tokens to no page of another origin, and does not listen where others could reach it', async () => {
  const service = await dev('shop.db')
  const ask = (headers: Record<string, string>) =>
    fetch(`${service.url}/demo/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"userId":1}',
    })
  const foreign = await ask({ origin: 'https://evil.example' })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  await service.stop()
  const { code, stderr } = await axon(['serve', '--dev', '--host', '0.0.0.0', '--port', '0'], { cwd: folder })
  expect(code).toBe(2)
  expect(stderr).toContain('--dev lets anyone in')
})
