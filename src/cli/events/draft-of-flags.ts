import type { EventDraft } from '../../operations/events/event-draft.ts'
import type { EventFlags } from './events-options.ts'

type Fields = Readonly<Record<string, unknown>>

/** What a file and the options make of an event whose payload is `payload` until then; options take the place of what the file says. */
export function draftOfFlags(flags: EventFlags, file: EventDraft | null, payload: Fields): EventDraft {
  const settings = settingsOf(flags)
  const own = { ...file?.fields, ...fieldsOf(flags) }
  if (Object.keys(settings).length === 0) return { ...file, fields: own }
  const written = (file?.fields.triggerPayload ?? payload) as Fields
  return { fields: { ...own, triggerPayload: withoutNone({ ...written, ...settings }) } }
}

/** Without what an option has taken away. */
const withoutNone = (settings: Fields): Fields =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== 'none'))

function fieldsOf({ name, description, trigger, status, sink, site, starts, ends }: EventFlags): Fields {
  const none = (instant: string | undefined) => (instant === 'none' ? null : instant)
  return given({
    name,
    description,
    triggerType: trigger,
    status,
    sink,
    siteId: site === 'all' ? null : site,
    startsAt: none(starts),
    endsAt: none(ends),
  })
}

function settingsOf(flags: EventFlags): Fields {
  const { routing, fire, sampleRate, audience, activity: activityId } = flags
  return given({ routing, when: whenOf(flags), fire, sampleRate, audience, activityId })
}

function whenOf({ when, path, selector }: EventFlags): unknown {
  const tests = [
    path === undefined ? [] : { field: 'url.path', op: 'glob', value: path },
    selector === undefined ? [] : { field: 'element', op: 'selector', value: selector },
  ].flat()
  if (tests.length === 0) return when
  return tests.length === 1 ? tests[0] : { all: tests }
}

const given = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
