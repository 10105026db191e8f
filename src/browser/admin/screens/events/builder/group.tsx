import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_DEPTH } from '../../../../../conditions/checks/limits.ts'
import type { Condition } from '../../../../../conditions/condition.ts'
import { Button } from '../../../design/button.tsx'
import { SelectField } from '../../../design/fields/select-field.tsx'
import type { BuilderContext } from './builder-context.ts'
import { firstField, usualOperator } from './fields.ts'
import { TestRow } from './test-row.tsx'
import { conditionOf, insideOf, type Join, nodeOf, placed, type Root } from './tree.ts'

interface Props extends BuilderContext {
  readonly root: Root
  /** 1 for the outermost. */
  readonly depth: number
  readonly onChange: (root: Root) => void
}

const JOINS = { all: 'all', any: 'any', notAll: 'all', notAny: 'any' } as const

/** Tests and groups that belong together. */
export function Group({ root, depth, onChange, ...context }: Props) {
  const { t } = useTranslation()
  const { join, isNot, items } = root
  const chosen = isNot ? (join === 'all' ? 'notAll' : 'notAny') : join

  const set = (index: number, condition: Condition | undefined): void => {
    const next = items.flatMap((item, at) =>
      at !== index ? [item] : condition ? [{ ...item, condition }] : [],
    )
    onChange({ ...root, items: next })
  }
  const box = useRef<HTMLDivElement>(null)
  const isAdding = useRef(false)
  const add = (condition: Condition): void => {
    isAdding.current = true
    onChange({ ...root, items: [...items, { condition, at: '' }] })
  }
  // What was added is what somebody goes on with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when there is one more
  useEffect(() => {
    if (!isAdding.current) return
    isAdding.current = false
    const inputs = box.current?.querySelectorAll<HTMLElement>('.builder-test input:not([type=checkbox])')
    inputs?.[inputs.length - 1]?.focus()
  }, [items.length])
  const field = firstField(context.trigger)
  const newTest: Condition = { field, op: usualOperator(field, context.trigger), value: '' }

  return (
    <div className="builder-group" ref={box}>
      {(items.length > 1 || depth > 1 || isNot) && (
        <div className="builder-join">
          <SelectField
            label={t('builder.join')}
            isLabelHidden
            value={chosen}
            onChange={(id) =>
              onChange({ ...root, join: JOINS[id as keyof typeof JOINS], isNot: id.startsWith('not') })
            }
            choices={(Object.keys(JOINS) as (keyof typeof JOINS)[]).map((id) => ({
              id,
              name: t(`builder.${id}`),
            }))}
          />
        </div>
      )}
      {items.length === 0 && depth === 1 && <p className="soft">{t('builder.always')}</p>}
      {items.map(({ condition, at }, index) => {
        const node = nodeOf(condition)
        if (node.kind === 'test') {
          return (
            <TestRow
              key={at}
              test={node.test}
              isNot={node.isNot}
              at={insideOf(condition, at)}
              onChange={(test, not) => set(index, conditionOf({ kind: 'test', test, isNot: not }))}
              onRemove={() => set(index, undefined)}
              {...context}
            />
          )
        }
        const inside = `${insideOf(condition, at)}.${node.join}`
        return (
          <Group
            key={at}
            root={{ join: node.join, isNot: node.isNot, items: placed(node.items, inside) }}
            depth={depth + 1}
            onChange={(inner) => set(index, groupOf(inner))}
            {...context}
          />
        )
      })}
      <div className="row">
        <Button onPress={() => add(newTest)}>+ {t('builder.addTest')}</Button>
        {depth < MAX_DEPTH && (
          <Button onPress={() => add({ any: [newTest] })}>+ {t('builder.addGroup')}</Button>
        )}
      </div>
    </div>
  )
}

/** An inner group that lost its last test is gone. */
function groupOf({
  join,
  isNot,
  items,
}: {
  join: Join
  isNot: boolean
  items: Root['items']
}): Condition | undefined {
  if (items.length === 0) return undefined
  return conditionOf({ kind: 'group', join, isNot, items: items.map(({ condition }) => condition) })
}
