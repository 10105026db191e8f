import { Group } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../design/button.tsx'
import { findingText } from '../../../texts/finding-text.ts'
import { JsonField } from '../../shared/json-field.tsx'
import { withSetting } from '../event-form.ts'
import { AUDIENCE_EXAMPLES } from './audience-examples.ts'
import type { FormProps } from './form-props.ts'

const AT = 'triggerPayload.audience'

/** The users that an event is for: JSON that is checked as it is typed, with examples to start from. */
export function AudienceFields({ form, change, errors }: FormProps) {
  const { t } = useTranslation()
  const set = (audience: unknown): void => change(withSetting(form, 'audience', audience))
  const wrong = errors
    .filter(({ field }) => field.startsWith(AT))
    .map(({ field, message }) =>
      `${field.slice(AT.length).replace(/^\./, '')} ${findingText(message)}`.trim(),
    )
  return (
    <section className="stack" aria-label={t('events.audience')}>
      <h2>{t('events.audience')}</h2>
      <JsonField
        label={t('events.audienceJson')}
        hint={t('events.audienceHint')}
        value={form.triggerPayload.audience}
        onChange={set}
        error={wrong.length === 0 ? undefined : wrong.join('; ')}
        rows={4}
      />
      <Group className="row" aria-label={t('events.audienceExamples')}>
        <span className="small soft">{t('events.audienceExamples')}</span>
        {(Object.keys(AUDIENCE_EXAMPLES) as (keyof typeof AUDIENCE_EXAMPLES)[]).map((id) => (
          <Button key={id} onPress={() => set(AUDIENCE_EXAMPLES[id])}>
            {t(`events.audienceExample.${id}`)}
          </Button>
        ))}
      </Group>
    </section>
  )
}
