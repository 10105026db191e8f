import { useTranslation } from 'react-i18next'
import { FIRES, ROUTINGS } from '../../../../../conditions/browser-definition.ts'
import { EVENT_SINKS } from '../../../../../domain/event-definition.ts'
import type { FieldProblem } from '../../../api/api-error.ts'
import { NumberField } from '../../../design/fields/number-field.tsx'
import { SelectField } from '../../../design/fields/select-field.tsx'
import { ChoiceField } from '../../shared/choice-field.tsx'
import { errorAt } from '../../shared/error-at.ts'
import { withSetting } from '../event-form.ts'
import type { FormProps } from './form-props.ts'

/** What most events leave as it is: how often, of whom, where it is kept. */
export function EventSettings({
  form,
  change,
  errors,
  warnings,
}: FormProps & { readonly warnings: readonly FieldProblem[] }) {
  const { t } = useTranslation()
  const { fire = 'EVERY_TIME', sampleRate = 1, routing = 'path', activityId } = form.triggerPayload
  const set = (key: string, value: unknown): void => change(withSetting(form, key, value))
  const wrong = (key: string): string | undefined => errorAt(errors, `triggerPayload.${key}`)
  const sinkWarning = errorAt(warnings, 'sink')
  return (
    <section className="stack" aria-label={t('events.settings')}>
      <h2>{t('events.settings')}</h2>
      <div className="form-grid">
        <SelectField
          label={t('events.fire')}
          value={String(fire)}
          onChange={(id) => set('fire', id === 'EVERY_TIME' ? undefined : id)}
          error={wrong('fire')}
          choices={FIRES.map((id) => ({ id, name: t(`events.fires.${id}`) }))}
        />
        <SelectField
          label={t('events.sink')}
          value={form.sink}
          onChange={(id) => change({ sink: id === 'DATABASE' ? 'DATABASE' : 'LOG' })}
          error={errorAt(errors, 'sink')}
          hint={sinkWarning ?? t(`events.sinkHints.${form.sink}`)}
          choices={EVENT_SINKS.map((id) => ({ id, name: t(`events.sinks.${id}`) }))}
        />
        <NumberField
          label={t('events.sampleRate')}
          value={Math.round(Number(sampleRate) * 10_000) / 100}
          onChange={(percent) =>
            set('sampleRate', percent === null || percent === 100 ? undefined : percent / 100)
          }
          hint={t('events.sampleRateHint')}
          error={wrong('sampleRate')}
          digits={2}
        />
        <ChoiceField
          resource="activities"
          label={t('events.activity')}
          value={typeof activityId === 'number' ? activityId : null}
          onChange={(id) => set('activityId', id ?? undefined)}
          none={t('events.noActivity')}
          error={wrong('activityId')}
        />
        <SelectField
          label={t('events.routing')}
          value={String(routing)}
          onChange={(id) => set('routing', id === 'path' ? undefined : id)}
          error={wrong('routing')}
          choices={ROUTINGS.map((id) => ({ id, name: t(`events.routings.${id}`) }))}
        />
      </div>
    </section>
  )
}
