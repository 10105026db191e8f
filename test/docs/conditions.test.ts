import { expect, it } from 'vitest'
import { BROWSER_TRIGGERS } from '../../src/conditions/browser-triggers.ts'
import { checkDefinition } from '../../src/conditions/check-definition.ts'
import { Markdown, quotedIn } from './markdown.ts'

const contract = Markdown.of('docs/contract.md')
const settings = { selectorError: () => undefined, businessTriggers: [], droppedQuery: '' }

/** What saving says is wrong with a test of a browser's event. */
function errorOf(triggerType: string, field: string, op: string): string {
  const triggerPayload = { when: { field, op, value: 'x' } }
  return checkDefinition({ triggerType, triggerPayload }, settings).errors[0]?.message ?? ''
}

it.each(BROWSER_TRIGGERS)('the contract lists the fields of %s', (triggerType) => {
  const rows = contract
    .section('Fields')
    .rows.map(([field = '', of = '']) => [quotedIn(field)[0], of] as const)
  const ofElements = rows.find(([field]) => field === 'element')?.[1] ?? ''
  const listed = rows.flatMap(([field, of]) => {
    const triggers = of === 'as `element`' ? ofElements : of
    return of === 'all' || quotedIn(triggers).includes(triggerType) ? [field] : []
  })
  const known = errorOf(triggerType, 'nothing', 'exists').split('those are: ')[1]?.split(', ')
  expect(listed).toEqual(known)
})

it('the contract lists the operators', () => {
  const listed = contract.section('Operators').rows.flatMap(([operators = '']) => quotedIn(operators))
  const takenBy = (field: string): string[] =>
    errorOf('CLICK', field, 'nothing').split(' takes: ')[1]?.split(', ') ?? []
  expect(listed.toSorted()).toEqual([...takenBy('element.text'), ...takenBy('element')].toSorted())
})
