import { expect, it } from 'vitest'
import { SharedLookUp } from './shared-look-up.ts'

function givenLookUp(gapMs = 0) {
  const questions: (readonly number[])[] = []
  const find = async (keys: readonly number[]) => {
    questions.push(keys)
    return new Map(keys.filter((key) => key > 0).map((key) => [String(key), key * 10]))
  }
  return { questions, lookUp: new SharedLookUp<number, number>({ textOf: String, find, gapMs }) }
}

it('asks once for all who ask at once; what does not exist is null', async () => {
  const { questions, lookUp } = givenLookUp()
  expect(await Promise.all([lookUp.get(1), lookUp.get(2), lookUp.get(1), lookUp.get(-1)])).toEqual([
    10,
    20,
    10,
    null,
  ])
  expect(questions).toEqual([[1, 2, -1]])
})

it('who comes soon after a question waits for others, if asked to', async () => {
  const { questions, lookUp } = givenLookUp(50)
  await lookUp.get(1)
  const second = lookUp.get(2)
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  expect(await Promise.all([second, lookUp.get(3)])).toEqual([20, 30])
  expect(questions).toEqual([[1], [2, 3]])
})
