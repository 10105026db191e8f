import BetterSqlite3 from 'better-sqlite3'
import { expect, it } from 'vitest'
import { HaltError } from '../domain/halt-error.ts'
import { isDiskFull } from './is-disk-full.ts'

const full = new BetterSqlite3.SqliteError('database or disk is full', 'SQLITE_FULL')
const facts = { database: 'axon.db', problem: 'the disk is full' }

it.each([
  [full, true],
  [new HaltError('DATABASE_UNUSABLE', facts, { cause: full }), true],
  [Object.assign(new Error('could not extend file'), { code: '53100' }), true],
  [new BetterSqlite3.SqliteError('disk I/O error', 'SQLITE_IOERR_WRITE'), false],
  [Object.assign(new Error('out of memory'), { code: '53200' }), false],
  [new HaltError('DATABASE_UNUSABLE', facts), false],
  [null, false],
])('%s: %s', (error, isFull) => expect(isDiskFull(error)).toBe(isFull))
