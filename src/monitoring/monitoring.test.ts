import { afterEach, expect, it } from 'vitest'
import { Monitoring } from './monitoring.ts'

const partitions = [{ topic: 'commands', partition: 0 }]
let monitoring: Monitoring | undefined

afterEach(async () => {
  await monitoring?.close()
  monitoring = undefined
})

const FREE_PORT = { metricsPort: 0 }

async function start(
  askDatabase: () => Promise<unknown> = async () => {},
  port: { readonly metricsPort?: number } = FREE_PORT,
): Promise<{ log: () => string }> {
  let log = ''
  monitoring = await Monitoring.start({
    ...port,
    metricsHost: '127.0.0.1',
    askDatabase,
    target: {
      write: (text: string) => {
        log += text
      },
    },
  })
  return { log: () => log }
}

const ready = async (): Promise<string> => {
  const response = await fetch(`${monitoring?.url}/readyz`)
  return `${response.status} ${await response.text()}`
}

it('says where it listens, with the port that it got', async () => {
  const { log } = await start()
  expect(monitoring?.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
  expect(log()).toContain(`metrics and health on ${monitoring?.url}`)
})

it('serves nothing without a port, and logs all the same', async () => {
  const { log } = await start(undefined, {})
  expect(monitoring?.url).toBeUndefined()
  monitoring?.listen({ type: 'resumed' })
  expect(log()).toContain('resumed')
})

it('counts on /metrics what it hears', async () => {
  await start()
  monitoring?.listen({ type: 'fenced', at: { source: 'kafka:commands', partition: 0 } })
  const text = await (await fetch(`${monitoring?.url}/metrics`)).text()
  expect(text).toContain('axon_fenced_total 1')
})

it('asks the database before it says that an idle consumer is ready', async () => {
  let answer: () => Promise<unknown> = () => Promise.reject(new Error('postgres://axon:hunter2@db refused'))
  await start(() => answer())
  expect(await ready()).toMatch(/^503 starting/)
  monitoring?.listen({ type: 'assigned', partitions })
  expect(await ready()).toBe('503 database: postgres://axon:***@db refused\n')
  answer = async () => 1
  await expect.poll(ready, { timeout: 5_000 }).toBe('200 ok\n')
})

it('is not ready while the database gives no answer at all, and asks it only once', async () => {
  let asked = 0
  await start(() => {
    asked += 1
    return new Promise(() => {})
  })
  monitoring?.listen({ type: 'assigned', partitions })
  const answers = await Promise.all([ready(), ready(), ready()])
  expect(answers).toEqual(Array(3).fill('503 database: no answer within 2 s\n'))
  expect(await ready()).toMatch(/^503/)
  expect(asked).toBe(1)
})
