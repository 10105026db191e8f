import { afterEach, beforeEach, expect, it } from 'vitest'
import { cellWidth } from '../../src/dashboard/text/cell-width.ts'
import { Terminal } from '../dashboard/terminal.ts'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

let folder: ShopFolder
let terminal: Terminal
beforeEach(async () => {
  const products = Array.from({ length: 30 }, (_, index) => ({
    ...SHOP.products[0],
    id: index + 1,
    productName: '한정판 새벽 산책 머그컵과 캠핑 랜턴 '.repeat(5),
  }))
  folder = await ShopFolder.create({ ...SHOP, products })
})
afterEach(async () => {
  await terminal.close()
  await folder.remove()
})

it('a status fits the terminal, and shows the first 20 rows of each list', async () => {
  terminal = await Terminal.open({ columns: 80, rows: 60 }, folder.path)
  await terminal.command('axon status')
  const { code, text } = await terminal.ended()
  expect(code).toBe(0)
  expect(text).toMatch(/│ 20 │ 한정판[^│\n]*… *│ stock 100 of 100 │/)
  expect(text).not.toMatch(/│ 21 │/)
  expect(text).toContain('… 10 more')
  for (const line of text.split('\n')) expect(cellWidth(line), line).toBeLessThanOrEqual(80)
})

it('--watch draws it anew in its place until ctrl-c, and leaves what stood there before', async () => {
  terminal = await Terminal.open({ columns: 80, rows: 40 }, folder.path)
  await terminal.command('echo before; axon status --activity 1 --watch 0.2')
  await terminal.until('the status', /│ stock 100 of 100 │/)
  await folder.write('sale.jsonl', [click(1), click(2)])
  await folder.replay('sale.jsonl')
  const screen = await terminal.until('the sale', /│ stock 98 of 100 │/)
  expect(screen.match(/Products/g)).toHaveLength(1)
  await terminal.press('C-c')
  const { code, isSane, text } = await terminal.ended()
  expect({ code, isSane }).toEqual({ code: 130, isSane: true })
  expect(text).toContain('\nbefore\n')
})
