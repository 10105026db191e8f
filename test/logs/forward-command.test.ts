import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { quietPort } from '../../services/quiet-port.ts'
import { AXON, finished, start } from '../axon.ts'
import { runHere } from '../cli/run-here.ts'
import { ByteServer } from '../fluentd/byte-server.ts'
import { documentOf } from './log-documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'axon-forward-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('waits for a sink that is away, says so, and ships when it comes; a signal ends it', async () => {
  const ids = ['a', 'b', 'c']
  const file = 'behavior-20261127T03Z-0000000a-0001.jsonl'
  appendFileSync(join(folder, file), ids.map((id) => `${documentOf(id).json}\n`).join(''))
  const port = await quietPort()
  const to = `fluentd://127.0.0.1:${port}?tag=shop.web`
  const child = start([
    'forward',
    '--from',
    `file:${folder}`,
    '--to',
    to,
    '--metrics-port',
    '0',
    '--log-format',
    'json',
  ])
  let log = ''
  child.stderr!.on('data', (text) => {
    log += text
  })
  const ended = finished(child)
  const metricsUrl = () => /metrics and health on (\S+):/.exec(log)?.[1]
  await expect.poll(metricsUrl).toBeDefined()
  const ask = async (path: string) => fetch(`${metricsUrl()}${path}`)
  await expect.poll(() => log).toContain('"event":"sink-away"')
  const [ready, alive, metrics] = await Promise.all(['/readyz', '/healthz', '/metrics'].map(ask))
  expect([ready!.status, await ready!.text()]).toEqual([503, expect.stringContaining('ECONNREFUSED')])
  expect(alive!.status).toBe(200)
  const text = await metrics!.text()
  expect(text).toMatch(/^axon_forward_sink_away 1$/m)
  expect(text).toMatch(/^axon_forward_waiting\{unit="bytes"\} [1-9]/m)
  expect(text).toMatch(/^axon_forward_oldest_age_seconds [1-9]/m)
  expect(existsSync(join(folder, '.position'))).toBe(false)

  const server = await ByteServer.start(undefined, port)
  await expect.poll(() => log).toContain('"event":"sink-back"')
  expect(server.chunks[0]).toMatchObject({ tag: 'shop.web', size: 3 })
  await expect.poll(() => existsSync(join(folder, '.position'))).toBe(true)
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 143, stdout: expect.stringContaining('3  documents shipped') })
  await server.stop()
  const { files } = JSON.parse(readFileSync(join(folder, '.position'), 'utf8'))
  expect(files[file].bytes).toBe(3 * (documentOf('a').json.length + 1))
})

it('into a file that has no more room: counts nothing that was not written, and ends at a signal', async () => {
  const logs = mkdtempSync(join(folder, 'filled-'))
  const lines = Array.from({ length: 3_000 }, (_, index) => `${documentOf(`id-${index}`).json}\n`)
  appendFileSync(join(logs, 'behavior-20261127T03Z-0000000a-0001.jsonl'), lines.join(''))
  const output = join(logs, 'output')
  const command = [process.execPath, AXON, 'forward', '--from', `file:${logs}`, '--to', 'stdout']
  // The first portion has room, and half of the second one; in blocks of 512 bytes.
  const blocks = Math.floor(lines.slice(0, 2_500).join('').length / 512)
  const limited = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@" > "${output}"`
  const child = spawn('sh', ['-c', limited, 'sh', ...command, '--json', '--log-format', 'json'])
  let log = ''
  child.stderr.on('data', (text) => {
    log += text
  })
  const ended = finished(child)
  await expect.poll(() => log).toMatch(/"event":"sink-away".*standard output: EFBIG/)
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 143, stderr: expect.stringContaining('"shipped":2000,') })
  expect(readFileSync(output, 'utf8').startsWith(lines.slice(0, 2_000).join(''))).toBe(true)
})

it('to a reader that has seen enough: ends, and counts only what was written, so that nothing is lost', async () => {
  const logs = mkdtempSync(join(folder, 'piped-'))
  // The first portion is read, the second one is more than a pipe holds.
  const ids = Array.from({ length: 4_000 }, (_, index) => `id-${index}`)
  const lines = ids.map((id) => `${documentOf(id).json}\n`)
  const file = 'behavior-20261127T03Z-0000000a-0001.jsonl'
  appendFileSync(join(logs, file), lines.join(''))
  const command = [process.execPath, AXON, 'forward', '--from', `file:${logs}`, '--to', 'stdout', '--json']
  const piped = (reader: string) =>
    finished(spawn('sh', ['-c', `{ "$@"; echo "code $?" >&2; } | ${reader}`, 'sh', ...command]))
  const { stdout, stderr } = await piped('head -n 2000')
  expect(stdout).toBe(lines.slice(0, 2_000).join(''))
  expect(stderr).toMatch(/"shipped":2000,.*\naxon: .*the reader of standard output is gone.*\ncode 1\n$/s)
  const { files } = JSON.parse(readFileSync(join(logs, '.position'), 'utf8'))
  expect(files[file].bytes).toBe(stdout.length)

  command.push('--exit-when-idle', '0')
  const rest = await piped('cat')
  expect(rest).toMatchObject({
    stdout: lines.slice(2_000).join(''),
    stderr: expect.stringMatching(/code 0\n$/),
  })
})

it.each([
  [[], '--from <where>'],
  [
    ['--from', 'stdout', '--to', 'stdout'],
    '--from: only a folder (file:DIR) or a topic (kafka:TOPIC) can be read again',
  ],
  [['--from', 'file:a', '--to', 'file:a'], 'are the same place'],
  [['--from', 'kafka', '--to', 'stdout', '--remove-shipped'], '--remove-shipped is for folders'],
  [['--from', 'kafka:a', '--to', 'stdout', '--refused-topic', 'a'], 'name another one'],
  [['--from', 'file:a', '--to', 'fluentd://user:s3cret@logs'], 'AXON_FLUENTD_SHARED_KEY'],
])('refuses %j, and says what would do', async (args, problem) => {
  const { code, stderr } = await runHere(['forward', ...args])
  expect([code, stderr]).toEqual([2, expect.stringContaining(problem)])
  expect(stderr).not.toContain('s3cret')
})
