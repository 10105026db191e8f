import type { Dispatcher, Pool } from 'undici'

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token: string
  /** Without an answer the question is given up after this. */
  readonly withinMs: number
}

export interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

const JSON_BODY = '{}'

/** One request, without streams on the way: the generator shares the machine with what it measures. Rejects if there is no answer. */
export function ask(server: Pool, { method, path, token, withinMs }: Asked): Promise<Response> {
  return new Promise((resolve, reject) => {
    let status = 0
    let headers: Response['headers'] = {}
    let text = ''
    const isPost = method === 'POST'
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_, statusCode, received) {
        status = statusCode
        headers = received
      },
      onResponseData(_, chunk) {
        text += chunk.toString('utf8')
      },
      onResponseEnd() {
        resolve({ status, headers, text })
      },
      onResponseError(_, error) {
        reject(error)
      },
    }
    const authorization = `Bearer ${token}`
    server.dispatch(
      {
        method,
        path,
        headers: isPost ? { authorization, 'content-type': 'application/json' } : { authorization },
        body: isPost ? JSON_BODY : null,
        headersTimeout: withinMs,
        bodyTimeout: withinMs,
      },
      handler,
    )
  })
}
