/** What a client sees of an answer, held against the OpenAPI document. */
export interface SeenAnswer {
  readonly status: number
  readonly contentType: string
  /** JSON where it is that; null of a stream, which would not end. */
  readonly body: unknown
}

export async function seenAnswer(response: Response): Promise<SeenAnswer> {
  const contentType = response.headers.get('content-type')?.split(';')[0] ?? ''
  if (contentType === 'text/event-stream') {
    await response.body?.cancel()
    return { status: response.status, contentType, body: null }
  }
  const text = await response.text()
  return {
    status: response.status,
    contentType,
    body: contentType.endsWith('json') ? JSON.parse(text) : text,
  }
}
