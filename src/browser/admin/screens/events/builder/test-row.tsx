import { Group } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Operator, Test } from '../../../../../conditions/condition.ts'
import { Button } from '../../../design/button.tsx'
import { CheckField } from '../../../design/fields/check-field.tsx'
import { type ChoiceGroup, SelectField } from '../../../design/fields/select-field.tsx'
import { TextField } from '../../../design/fields/text-field.tsx'
import { errorAt } from '../../shared/error-at.ts'
import type { BuilderContext } from './builder-context.ts'
import { type FieldKey, fieldsOf, operatorsOf, readField, usualOperator } from './fields.ts'
import { TestValue } from './test-value.tsx'
import { useWords } from './use-words.ts'

interface Props extends BuilderContext {
  readonly test: Test
  readonly isNot: boolean
  readonly at: string
  readonly onChange: (test: Test, isNot: boolean) => void
  readonly onRemove: () => void
}

/** Where upper and lower case can make a difference. */
const OF_TEXT: readonly Operator[] = ['equals', 'in', 'contains', 'startsWith', 'endsWith', 'glob']

/** One comparison: what, how, and with what. */
export function TestRow({ test, isNot, at, onChange, onRemove, trigger, errors, warnings }: Props) {
  const { t } = useTranslation()
  const { testText } = useWords()
  const read = readField(test.field)
  const wrong = (part: string): string | undefined => errorAt(errors, at + part)

  const changeField = (key: FieldKey): void => {
    const operators = operatorsOf(key, trigger)
    const isKept = test.value !== '' && operators.includes(test.op)
    const op = isKept ? test.op : usualOperator(key, trigger)
    onChange({ ...test, field: key, op }, isNot)
  }
  const changeOperator = (id: string): void => {
    const op = id.replace('not_', '') as Operator
    const { value, ...rest } = test
    const kept =
      op === 'exists'
        ? {}
        : { value: op === 'in' ? ([value ?? ''].flat() as string[]) : [value ?? ''].flat()[0]! }
    onChange({ ...rest, op, ...kept }, id.startsWith('not_'))
  }
  const operators = read ? operatorsOf(read.key, trigger) : [test.op]
  const isOfText = OF_TEXT.includes(test.op) && read?.key !== 'scroll.percent'

  return (
    <Group className="builder-test" aria-label={testText(test)}>
      <div className="stack">
        <SelectField
          label={t('builder.field')}
          isLabelHidden
          value={read?.key ?? test.field}
          error={wrong('.field') ?? wrong('')}
          onChange={(id) => changeField(id as FieldKey)}
          choices={fieldChoices()}
        />
        {read?.key.endsWith('.') && (
          <TextField
            label={t('builder.fieldName')}
            placeholder={t('builder.fieldName')}
            isLabelHidden
            value={read.name}
            onChange={(name) => onChange({ ...test, field: read.key + name.trim() }, isNot)}
          />
        )}
      </div>
      <SelectField
        label={t('builder.operator')}
        isLabelHidden
        value={isNot ? `not_${test.op}` : test.op}
        error={wrong('.op')}
        onChange={changeOperator}
        choices={operators.flatMap((op) => [op, `not_${op}`]).map((id) => ({ id, name: operatorName(id) }))}
      />
      <div className="stack">
        <TestValue
          test={test}
          fieldKey={read?.key}
          error={wrong('.value')}
          warning={errorAt(warnings, `${at}.value`) ?? errorAt(warnings, `${at}.field`)}
          onChange={(value) => onChange({ ...test, value }, isNot)}
        />
        {isOfText && (
          <CheckField
            isSelected={test.ignoreCase === true}
            onChange={(ignoreCase) => {
              const { ignoreCase: _, ...rest } = test
              onChange(ignoreCase ? { ...rest, ignoreCase } : rest, isNot)
            }}
          >
            <span className="small">{t('builder.ignoreCase')}</span>
          </CheckField>
        )}
      </div>
      <Button
        kind="quiet"
        isIcon
        aria-label={t('builder.remove', { what: testText(test) })}
        onPress={onRemove}
      >
        ✕
      </Button>
    </Group>
  )

  function operatorName(id: string): string {
    return t(`builder.operators.${id}` as 'builder.operators.equals')
  }

  function fieldChoices(): readonly ChoiceGroup[] {
    const keys = fieldsOf(trigger)
    const choicesOf = (start: RegExp) =>
      keys
        .filter((key) => start.test(key))
        .map((id) => ({ id, name: t(`builder.fields.${id.replaceAll('.', '_')}` as 'builder.fields.url') }))
    const stranger =
      read && keys.includes(read.key)
        ? []
        : [{ id: read?.key ?? test.field, name: t('builder.unknownField', { field: test.field }) }]
    return [
      { name: t('builder.page'), choices: choicesOf(/^(url|referrer|title)/) },
      { name: t('builder.thing'), choices: choicesOf(/^element/) },
      { name: t('builder.more'), choices: [...choicesOf(/^(scroll|name|property)/), ...stranger] },
    ].filter(({ choices }) => choices.length > 0)
  }
}
