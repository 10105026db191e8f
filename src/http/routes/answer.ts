/** What a route answers: plain data, so that it can be tested without a server. */
export interface Answer {
  readonly status: number
  /** JSON: an object to be written, or its text, or the bytes of that; null: no body. */
  readonly body: object | string | Buffer | null
  /** Default: application/json. */
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  /** What it counts as in metrics and in the access log. */
  readonly outcome: string
}

export const ok = (
  body: object | string,
  outcome = 'ok',
  headers?: Readonly<Record<string, string>>,
): Answer => ({
  status: 200,
  body,
  outcome,
  ...(headers && { headers }),
})

/** 304: whoever asks has it already. */
export const unchanged = (headers: Readonly<Record<string, string>>): Answer => ({
  status: 304,
  outcome: 'unchanged',
  body: null,
  headers,
})
