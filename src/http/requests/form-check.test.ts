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
