import type { Key as InkKey } from 'ink'
import { expect, it } from 'vitest'
import { keysOf } from '../../src/dashboard/live/key-reader.tsx'

const NO_KEY = {} as InkKey

it('takes what comes at once for keys one after the other, backspaces too', () => {
  expect(keysOf('a\x7f\x7f머\r', NO_KEY)).toEqual([
    { name: 'character', character: 'a' },
    { name: 'backspace' },
    { name: 'backspace' },
    { name: 'character', character: '머' },
    { name: 'enter' },
  ])
})
