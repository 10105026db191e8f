import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isBrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import type { Condition } from '../../../../../conditions/condition.ts'
import { useOne } from '../../../api/one.ts'
import { hrefOf, useRoute } from '../../../app/route.ts'
import { EditorPage } from '../../shared/editor-page.tsx'
import { useEditor } from '../../shared/use-editor.ts'
import { Builder } from '../builder/builder.tsx'
import { eventFormOf, NEW_EVENT, withSetting } from '../event-form.ts'
import { Preview } from '../preview/preview.tsx'
import { AudienceFields } from './audience-fields.tsx'
import { checkForm } from './check-form.ts'
import { EventActions } from './event-actions.tsx'
import { EventFields } from './event-fields.tsx'
import { EventSettings } from './event-settings.tsx'
import { PayloadField } from './payload-field.tsx'
import './event-editor.css'

/** Of the fields that show their own errors. */
const SHOWN = /^(name|description|triggerType|sink|siteId|startsAt|endsAt|triggerPayload(\..+)?)$/

/** One event: what it is, when it happens, for whom; and beside it what would happen. */
export function EventEditor({ id }: { readonly id: number | null }) {
  const { t } = useTranslation()
  const { copy } = useRoute().query
  const original = useOne('events', copy === undefined ? null : Number(copy)).data?.value
  const fresh = useMemo(() => {
    if (!original) return NEW_EVENT
    const name = t('events.copyOf', { name: original.name })
    return { ...eventFormOf(original), name, status: 'INACTIVE' as const }
  }, [original, t])
  const editor = useEditor({
    resource: 'events',
    id,
    copyOf: copy,
    fresh,
    formOf: eventFormOf,
    nameOf: ({ name }) => name,
  })
  const { form, change } = editor
  const [isTried, setTried] = useState(false)
  const found = useMemo(() => checkForm(form), [form])
  // What is wrong is said once somebody tries to save it: nobody is done while they type.
  const errors = isTried ? [...editor.errors, ...found.errors] : editor.errors
  const warnings = [...editor.warnings, ...found.warnings]
  const trigger = form.triggerType
  const save = (): Promise<boolean> => {
    setTried(true)
    return editor.save()
  }

  return (
    <EditorPage
      editor={{ ...editor, errors, warnings, save }}
      title={editor.isNew ? t('events.newTitle') : form.name}
      backHref={hrefOf('events')}
      backLabel={t('events.title')}
      actions={editor.stored && <EventActions event={editor.stored} />}
      isShown={(field) => SHOWN.test(field)}
    >
      <div className="event-editor">
        <div className="stack">
          <section className="card stack" aria-label={t('events.what')}>
            <EventFields form={form} change={change} errors={errors} />
          </section>
          {isBrowserTrigger(trigger) ? (
            <>
              <div className="card">
                <Builder
                  when={form.triggerPayload.when as Condition | undefined}
                  onChange={(when) => change(withSetting(form, 'when', when))}
                  trigger={trigger}
                  errors={errors}
                  warnings={warnings}
                />
              </div>
              <div className="card">
                <AudienceFields form={form} change={change} errors={errors} />
              </div>
              <div className="card">
                <EventSettings form={form} change={change} errors={errors} warnings={warnings} />
              </div>
            </>
          ) : (
            <div className="card">
              <PayloadField form={form} change={change} errors={errors} />
            </div>
          )}
        </div>
        {isBrowserTrigger(trigger) && (
          <aside className="card" aria-label={t('preview.title')}>
            <Preview id={id} form={form} trigger={trigger} />
          </aside>
        )}
      </div>
    </EditorPage>
  )
}
