import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '../../../../../conditions/condition.ts'
import { Button } from '../../../design/button.tsx'
import { ShownText } from '../../../design/shown-text.tsx'
import { errorAt } from '../../shared/error-at.ts'
import { JsonField } from '../../shared/json-field.tsx'
import type { BuilderContext } from './builder-context.ts'
import { Group } from './group.tsx'
import { rootOf, whenOf } from './tree.ts'
import { useWords } from './use-words.ts'
import './builder.css'

interface Props extends BuilderContext {
  readonly when: Condition | undefined
  readonly onChange: (when: Condition | undefined) => void
}

const AT = 'triggerPayload.when'

/** Puts a condition together in words, with its JSON beside it. */
export function Builder({ when, onChange, ...context }: Props) {
  const { t } = useTranslation()
  const { whenText } = useWords()
  const [isJson, setJson] = useState(false)
  const root = rootOf(when, AT)
  const wrong = errorAt(context.errors, AT)
  return (
    <section className="stack" aria-label={t('builder.title')}>
      <div className="row row-apart">
        <h2>{t('builder.title')}</h2>
        <Button kind="quiet" aria-expanded={isJson} onPress={() => setJson(!isJson)}>
          {t(isJson ? 'builder.asForm' : 'builder.asJson')}
        </Button>
      </div>
      <Group root={root} depth={1} onChange={(next) => onChange(whenOf(next))} {...context} />
      {wrong !== undefined && <p className="field-error">{wrong}</p>}
      <p className="builder-words">
        <span className="visually-hidden">{t('builder.summary')}: </span>
        <ShownText text={whenText(when)} />
      </p>
      {isJson && (
        <JsonField
          label={t('builder.json')}
          hint={t('builder.jsonHint')}
          value={when}
          onChange={(json) => onChange(json as Condition | undefined)}
          rows={8}
        />
      )}
    </section>
  )
}
