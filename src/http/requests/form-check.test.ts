import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { ActivityParams, Id } from '../routes/schemas.ts'
import { formCheck } from './form-check.ts'

const errorsOf = (answer: ReturnType<ReturnType<typeof formCheck>>) =>
  (answer?.body as { errors: readonly { field: string; message: string }[] } | undefined)?.errors

it('says in words what a value must be, not as a pattern', () => {
  const id = 'must be an integer from 1 to 9007199254740991, or a string of its digits'
  expect(errorsOf(formCheck(ActivityParams)({ id: 'one' }))).toEqual([{ field: 'id', message: id }])
  const items = formCheck(Type.Object({ items: Type.Array(Type.Object({ userId: Id })) }))
  expect(errorsOf(items({ items: [{ userId: 1 }, { userId: {} }] }))).toEqual([
    { field: 'items[1].userId', message: id },
  ])
})

it('names unknown and missing fields', () => {
  const check = formCheck(Type.Object({ quantity: Type.Integer() }, { additionalProperties: false }))
  expect(errorsOf(check({ color: 'red' }))).toEqual(
    expect.arrayContaining([
      { field: 'quantity', message: 'is required' },
      { field: 'color', message: 'is unknown' },
    ]),
  )
  expect(check({ quantity: 1 })).toBeNull()
})

it('names the field that an unknown one may be meant for, before what is missing', () => {
  const inner = Type.Object({ url: Type.String() }, { additionalProperties: false })
  const form = Type.Object({ limitCount: Type.Integer(), happening: inner }, { additionalProperties: false })
  expect(errorsOf(formCheck(form)({ limitcount: 1, colour: 1, happening: { uri: '' } }))).toEqual([
    { field: 'limitcount', message: 'is unknown: did you mean limitCount?' },
    { field: 'colour', message: 'is unknown' },
    { field: 'happening.uri', message: 'is unknown: did you mean url?' },
    { field: 'limitCount', message: 'is required' },
    { field: 'happening.url', message: 'is required' },
  ])
})
