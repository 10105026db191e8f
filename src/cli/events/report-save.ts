import type { Problem } from '../../conditions/problem.ts'
import { oneLineError, terminalJson } from '../../domain/shown-text.ts'
import type { SaveResult } from '../../operations/events/save-result.ts'
import { CommandError } from '../shared/command-error.ts'
import { eventJson } from './event-json.ts'
import type { EventFlags } from './events-options.ts'
import { optionOfField } from './option-of-field.ts'
import { unknownEvent } from './unknown-event.ts'

export interface SaveReport {
  readonly id: number | null
  readonly json: boolean | undefined
  /** What was typed: errors name that. */
  readonly flags?: EventFlags
}

/**
 * Says what became of saving an event: the result on stdout, warnings on stderr.
 * @throws CommandError if nothing was saved.
 */
export function reportSave(result: SaveResult, { id, json, flags }: SaveReport): void {
  if (result.kind === 'missing') throw unknownEvent(id!)
  if (result.kind === 'conflict') {
    const { id: stored, revision } = result.stored
    const cure = `\`axon events show ${stored}\` shows what changed; then say --revision ${revision}`
    throw new CommandError(
      `event ${stored} is at revision ${revision} by now, somebody saved it meanwhile: ${cure}`,
    )
  }
  const problemText = ({ field, message }: Problem): string =>
    oneLineError(`${flags ? optionOfField(field, flags) : field} ${message}`)
  for (const warning of result.warnings) process.stderr.write(`axon: warning: ${problemText(warning)}\n`)
  if (result.kind === 'refused')
    throw new CommandError(`the event is refused: ${result.errors.map(problemText).join('; ')}`, 2)
  const { event, isChanged } = result
  const { name, status, revision } = event
  const what = isChanged ? `is at revision ${revision}` : `says so already, at revision ${revision}`
  const text = id === null ? String(event.id) : `event ${event.id} (${oneLineError(name)}, ${status}) ${what}`
  process.stdout.write(`${json ? terminalJson(eventJson(event)) : text}\n`)
  if (id === null)
    process.stderr.write(`event ${event.id} (${oneLineError(name)}) is made, ${status}${nextStep(status)}\n`)
}

const nextStep = (status: string): string =>
  status === 'ACTIVE' ? '' : ': preview it with `axon events explain`, then `axon events activate` it'
