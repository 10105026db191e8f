import type { EventFlags } from './events-options.ts'

type Flag = keyof EventFlags

const FLAGS: Readonly<Record<string, Flag>> = {
  name: 'name',
  description: 'description',
  triggerType: 'trigger',
  status: 'status',
  sink: 'sink',
  siteId: 'site',
  startsAt: 'starts',
  endsAt: 'ends',
  'triggerPayload.when': 'when',
  'triggerPayload.audience': 'audience',
  'triggerPayload.routing': 'routing',
  'triggerPayload.fire': 'fire',
  'triggerPayload.sampleRate': 'sampleRate',
  'triggerPayload.activityId': 'activity',
}

/**
 * The option that says a field, as somebody has typed it, and the place within its JSON: `--when: all[1].value`. The field itself where a
 * file says it, or nobody.
 */
export function optionOfField(field: string, flags: EventFlags): string {
  const [, own = field, within = ''] = /^((?:triggerPayload\.)?\w+)\.?(.*)$/.exec(field) ?? []
  const flag = own === 'triggerPayload.when' ? flagOfWhen(within, flags) : FLAGS[own]
  if (flag === undefined || (flags[flag] === undefined && flags.file !== undefined)) return field
  const option = `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const isWhole = within === '' || flag === 'path' || flag === 'selector'
  return isWhole ? option : `${option}: ${within}`
}

/** `--path` and `--selector` are the first and the second of two tests, or the only one. */
function flagOfWhen(within: string, { when, path, selector }: EventFlags): Flag | undefined {
  if (when !== undefined) return 'when'
  if (path === undefined) return selector === undefined ? undefined : 'selector'
  return within.startsWith('all[1]') ? 'selector' : 'path'
}
