import { isRecord } from '../../../../conditions/checks/is-record.ts'

export interface Difference {
  /** `triggerPayload.when` */
  readonly field: string
  /** Undefined: it isn't there. */
  readonly before: unknown
  readonly after: unknown
}

/** What goes into its fields one by one; anything else is shown whole. */
const OPENED = ['triggerPayload', 'definition']

/** In which fields two versions of a thing differ; null: it was not there, or is no more. */
export function differences(before: unknown, after: unknown, at = ''): readonly Difference[] {
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}]
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return fields.flatMap((field) => {
    const [a, b] = [was[field], is[field]]
    const name = at + field
    if (text(a) === text(b)) return []
    if (OPENED.includes(field) && isRecord(a) && isRecord(b)) return differences(a, b, `${name}.`)
    return [{ field: name, before: a, after: b }]
  })
}

/** The same whatever the order of its fields. */
function text(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
