import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { nearestWord } from '../../domain/text/nearest-word.ts'
import { type FieldError, problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

const MAX_ERRORS = 10

/** Errors that only repeat what a more telling one says. */
const ECHOES = ['anyOf', 'boolean']

/** What the form of a value must be: null if it is so, else the answer that names what is not. Nothing is coerced. */
export type FormCheck = (value: unknown) => Answer | null

/** `refuse` makes the answer; default: 400. */
export function formCheck(schema: TSchema, refuse: RefuseForm = invalidRequest): FormCheck {
  const form = Compile(schema)
  return (value) => (form.Check(value) ? null : refuse(fieldErrors(schema, form.Errors(value))))
}

/** The answer to a form that is not as its schema says. */
export type RefuseForm = (errors: readonly FieldError[]) => Answer

function invalidRequest(errors: readonly FieldError[]): Answer {
  const [first] = errors
  const detail = first ? `${first.field} ${first.message}` : 'the request is not as the schema says'
  return problem('INVALID_REQUEST', { detail, errors })
}

type FoundError = ReturnType<ReturnType<typeof Compile>['Errors']>[number]

/** Unknown fields come first: what is missing may be one of them, misspelt. */
function fieldErrors(schema: TSchema, found: readonly FoundError[]): FieldError[] {
  const errors = new Map<string, string>()
  const isUnknown = ({ keyword }: FoundError): boolean => keyword === 'additionalProperties'
  const sorted = [...found.filter(isUnknown), ...found.filter((error) => !isUnknown(error))]
  for (const { keyword, instancePath, schemaPath, params, message } of sorted) {
    const at = fieldOf(instancePath)
    if (keyword === 'additionalProperties') {
      for (const name of (params as { additionalProperties: string[] }).additionalProperties)
        add(at === '' ? name : `${at}.${name}`, `is unknown${nearestField(schema, schemaPath, name)}`)
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
  const said = schemasAlong(schema, schemaPath).map((at) => at?.['x-must-be'])
  const words = said.findLast((text) => typeof text === 'string')
  return words === undefined ? undefined : `must be ${words}`
}

/** The field that somebody may have meant, as the end of a sentence. */
function nearestField(schema: TSchema, schemaPath: string, name: string): string {
  const known = Object.keys(schemasAlong(schema, schemaPath).at(-1)?.properties ?? {})
  const nearest = nearestWord(name, known)
  return nearest === undefined ? '' : `: did you mean ${nearest}?`
}

/** The schema, and what its path leads through: the last is what the path is of. */
function schemasAlong(schema: TSchema, schemaPath: string): readonly (SchemaPart | undefined)[] {
  const parts: (SchemaPart | undefined)[] = [schema as SchemaPart]
  for (const part of schemaPath.split('/').slice(1))
    parts.push(parts.at(-1)?.[part] as SchemaPart | undefined)
  return parts
}

type SchemaPart = Readonly<Record<string, unknown>>

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
