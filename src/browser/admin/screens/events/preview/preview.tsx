import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import type { Condition } from '../../../../../conditions/condition.ts'
import type { Happening } from '../../../../../conditions/happening.ts'
import type { EventForm } from '../event-form.ts'
import { AudienceCheck } from './audience-check.tsx'
import { happeningOf, type Imagined, NOTHING_IMAGINED } from './imagined.ts'
import { ImaginedFields } from './imagined-fields.tsx'
import { Recorded } from './recorded.tsx'
import { Verdict } from './verdict.tsx'
import './preview.css'

interface Props {
  readonly id: number | null
  readonly form: EventForm
  readonly trigger: BrowserTrigger
}

/** What the event would notice, before it is saved. */
export function Preview({ id, form, trigger }: Props) {
  const { t } = useTranslation()
  const [imagined, setImagined] = useState<Imagined>(NOTHING_IMAGINED)
  const [recorded, setRecorded] = useState<Happening>()
  const when = form.triggerPayload.when as Condition | undefined
  const happening = recorded ?? happeningOf(trigger, imagined, when)
  const change = (patch: Partial<Imagined>): void => {
    setRecorded(undefined)
    setImagined({ ...imagined, ...patch })
  }
  return (
    <div className="stack">
      <h2>{t('preview.title')}</h2>
      <p className="small soft">{t('preview.hint')}</p>
      <ImaginedFields trigger={trigger} when={when} imagined={imagined} change={change} />
      <Verdict form={form} trigger={trigger} happening={happening} />
      <Recorded form={form} trigger={trigger} onTake={setRecorded} />
      <AudienceCheck id={id} form={form} />
    </div>
  )
}
