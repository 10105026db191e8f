import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { type FieldError, problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

const MAX_ERRORS = 10

/** Errors that only repeat what a more telling one says. */
const ECHOES = ['anyOf', 'boolean']

/** What the form of a value must be: null if it is so, else the answer that names what is not. Nothing is coerced. */
export type FormCheck = (value: unknown) => Answer | null

export function formCheck(schema: TSchema): FormCheck {
  const form = Compile(schema)
  return (value) => {
    if (form.Check(value)) return null
    const errors = fieldErrors(schema, form.Errors(value))
    const [first] = errors
    const detail = first ? `${first.field} ${first.message}` : 'the request is not as the schema says'
    return problem('INVALID_REQUEST', { detail, errors })
  }
}

type FoundError = ReturnType<ReturnType<typeof Compile>['Errors']>[number]

function fieldErrors(schema: TSchema, found: readonly FoundError[]): FieldError[] {
  const errors = new Map<string, string>()
  for (const { keyword, instancePath, schemaPath, params, message } of found) {
    const at = fieldOf(instancePath)
    if (keyword === 'additionalProperties') {
      for (const name of (params as { additionalProperties: string[] }).additionalProperties)
        add(at === '' ? name : `${at}.${name}`, 'is unknown')
    } else if (keyword === 'required') {
      for (const name of (params as { requiredProperties: string[] }).requiredProperties)
        add(at === '' ? name : `${at}.${name}`, 'is required')
    } else if (!ECHOES.includes(keyword)) add(at === '' ? 'body' : at, inWords(schema, schemaPath) ?? message)
  }
  return [...errors].slice(0, MAX_ERRORS).map(([field, message]) => ({ field, message }))

  function add(field: string, message: string): void {
    if (!errors.has(field)) errors.set(field, message)
  }
}

/** What the schema of a value, or one around it, says in words (`x-must-be`); undefined if it says nothing. */
function inWords(schema: TSchema, schemaPath: string): string | undefined {
  let at: unknown = schema
  let words: string | undefined
  for (const part of schemaPath.split('/').slice(1)) {
    at = (at as Record<string, unknown>)?.[part]
    const said = (at as Record<string, unknown> | undefined)?.['x-must-be']
    if (typeof said === 'string') words = `must be ${said}`
  }
  return words
}

/** `/items/3/messageId` is `items[3].messageId`. */
function fieldOf(instancePath: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}
