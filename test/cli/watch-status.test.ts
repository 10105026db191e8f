import { expect, it } from 'vitest'
import { finished, start } from '../axon.ts'
import { click } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('axon status --watch prints again and again, until %s ends it with %d', async (signal, code) => {
  const folder = await ShopFolder.create()
  const watch = start(['status', '--watch', '0.1', '--json'], { cwd: folder.path })
  const end = finished(watch)
  let seen = ''
  const sees = (text: string) =>
    new Promise<void>((resolve) => {
      watch.stdout?.on('data', (part: string) => {
        seen += part
        if (seen.includes(text)) resolve()
      })
    })
  await sees('"approved":0')
  const approved = sees('"approved":1')
  await folder.write('one.jsonl', [click(1)])
  await folder.replay('one.jsonl')
  await approved
  watch.kill(signal)
  const { stdout, stderr, code: ended } = await end
  expect({ ended, stderr }).toEqual({ ended: code, stderr: '' })
  for (const line of stdout.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('products')
  await folder.remove()
})

it('axon status --watch refuses a time that is none', async () => {
  const folder = await ShopFolder.create()
  const { code, stderr } = await folder.axon(['status', '--watch', 'often'])
  expect(code).toBe(2)
  expect(stderr).toContain('It must be a number of seconds from 0.1 to 86400.')
  await folder.remove()
})
