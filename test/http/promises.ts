import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'

/** One operation of an OpenAPI document, and where it is. */
export interface PromisedOperation {
  readonly method: string
  readonly path: string
  readonly operation: {
    readonly responses: Readonly<
      Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
    >
  }
}

/** Holds an answer against the document, by a validator that the service does not use. */
export function promises(document: object) {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'document')
  const validators = new Map<string, ValidateFunction>()
  return (
    { operation, path, method }: PromisedOperation,
    status: number,
    contentType: string,
    body: unknown,
  ): void => {
    const response = operation.responses[status]
    expect(Object.keys(operation.responses), `${method} ${path}`).toContain(String(status))
    if (!response?.content || contentType === 'text/event-stream' || status === 304) return
    expect(Object.keys(response.content), `${method} ${path} ${status}`).toContain(contentType)
    if (!contentType.endsWith('json')) return
    const pointer = [path, method, 'responses', String(status), 'content', contentType, 'schema']
    const reference = pointer
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const validate = validators.get(reference) ?? ajv.compile({ $ref: `document#/paths/${reference}` })
    validators.set(reference, validate)
    expect(validate(body), `${method} ${path} ${status}: ${ajv.errorsText(validate.errors)}`).toBe(true)
  }
}
