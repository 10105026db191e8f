import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Reply, ShopService } from '../shop-service.ts'
import type { Asked } from './operator.ts'

const run = promisify(execFile)

/** Somebody who asks the admin listener with curl and a key, as a script does. */
export class CurlOperator {
  readonly #url: string
  readonly #key: string

  constructor({ admin }: ShopService, key: string) {
    this.#url = admin!.url
    this.#key = key
  }

  async ask(method: string, path: string, { body, headers = {} }: Asked = {}): Promise<Reply> {
    const sent = { authorization: `Bearer ${this.#key}`, ...headers }
    const { stdout } = await run('curl', [
      ...['--silent', '--show-error', '--include', '--request', method, this.#url + path],
      ...Object.entries(sent).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ...(body === undefined ? [] : ['--json', JSON.stringify(body)]),
    ])
    const end = stdout.indexOf('\r\n\r\n')
    const [first = '', ...lines] = stdout.slice(0, end).split('\r\n')
    const got = new Headers(lines.map((line) => [line.split(':', 1)[0]!, line.slice(line.indexOf(':') + 1)]))
    const text = stdout.slice(end + 4)
    const isJson = got.get('content-type')?.includes('json') && text !== ''
    return { status: Number(first.split(' ')[1]), headers: got, body: isJson ? JSON.parse(text) : text }
  }
}
