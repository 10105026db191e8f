import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AXON, axon, finished } from '../axon.ts'
import { click, SHOP } from '../shop.ts'
import { ShopFolder } from './shop-folder.ts'

/** More than a pipe holds. */
const MANY = 600

let folder: ShopFolder
beforeAll(async () => {
  const products = Array.from({ length: MANY }, (_, index) => ({
    ...SHOP.products[0],
    id: index + 1,
    productName: '한정판 머그컵'.repeat(5),
  }))
  folder = await ShopFolder.create({ ...SHOP, products })
  await folder.write('broken.jsonl', Array(MANY).fill('{"no": "message"}'))
  await folder.replay('broken.jsonl')
})
afterAll(() => folder.remove())

/** What a shell says of `axon … | head -1`: the exit code of axon, and what both printed. */
async function intoHead(line: string) {
  const script = `"${process.execPath}" "${AXON}" ${line} | head -1; echo "exit \${PIPESTATUS[0]}"`
  const child = spawn('bash', ['-c', script], { cwd: folder.path })
  child.stdin.end()
  const { stdout, stderr } = await finished(child)
  const lines = stdout.trimEnd().split('\n')
  return { first: lines[0], exit: lines.at(-1), stderr }
}

it.each([
  ['status', 'Database: sqlite:axon.db'],
  ['dead-letters export', expect.stringMatching(/^\{"id":1,/)],
  ['dead-letters list --limit 500', expect.stringContaining('─')],
])('`axon %s | head -1` prints the first line and is no error', async (line, first) => {
  const stderr = line.includes('--limit') ? 'the next ones: add --after 500\n' : ''
  expect(await intoHead(line)).toEqual({ first, exit: 'exit 0', stderr })
})

it('a replay goes on when nobody reads its summary', async () => {
  await folder.write('clicks.jsonl', [click(1), click(2)])
  const child = spawn(
    'bash',
    ['-c', `"${process.execPath}" "${AXON}" replay clicks.jsonl | true; exit \${PIPESTATUS[0]}`],
    {
      cwd: folder.path,
    },
  )
  child.stdin.end()
  expect(await finished(child)).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(await folder.status()).toMatchObject({ entries: { approved: 2 } })
})

it.each([
  'status',
  'status --json',
  'status --csv products',
  'dead-letters list --limit 1000',
  'dead-letters export',
  'verify',
])('axon %s says in one line that its output can not be written', async (line) => {
  const child = spawn('bash', ['-c', `"${process.execPath}" "${AXON}" ${line} > /dev/full`], {
    cwd: folder.path,
  })
  child.stdin.end()
  const { code, stderr } = await finished(child)
  expect(code).toBe(1)
  expect(stderr).toMatch(/^axon: standard output can't be written: ENOSPC[^\n]*\n$/)
})

it('sends no escape sequences into a file or pipe, also where colors are forced', async () => {
  // What colors things looks at the environment as it is loaded.
  const forced = { NO_COLOR: '', FORCE_COLOR: '1' }
  const commands = [['status'], ['verify'], ['--help'], ['statsu'], ['dead-letters', 'list']]
  for (const args of commands) {
    for (const run of [folder.axon(args), axon(args, { cwd: folder.path, env: forced })]) {
      const { stdout, stderr } = await run
      expect(stdout + stderr).not.toContain('\u001b')
    }
  }
})

it('prints results on standard output, and nothing else there', async () => {
  await folder.write('clicks.jsonl', [click(1), click(2), click(3)])
  for (const args of [['replay', 'clicks.jsonl'], ['status'], ['verify']]) {
    const { stdout, stderr } = await folder.axon([...args, '--json'])
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(stdout)).toBeTypeOf('object')
    expect(stderr).toBe('')
  }
})
