import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { HaltError } from '../../domain/halt-error.ts'
import { failureOf, haltErrorOf } from './errors.ts'

function serverError(code: string, message = 'the server says so'): Error {
  return Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code })
}

const nodeError = (code: string) => Object.assign(new Error(''), { code })

describe('errors of Postgres', () => {
  test.each([
    '57P01',
    '57P02',
    '57P03',
    '57014',
    '40P01',
    '40001',
    '55P03',
    '53300',
    '53100',
    '25006',
    '25P03',
    '08006',
    '08P01',
  ])('SQLSTATE %s is an outage: the batch is tried again, never a dead letter', (code) =>
    expect(failureOf(serverError(code))).toBe('outage'),
  )

  test.each(['21000', '22003', '22P05', '22021', '23505', '23514', 'P0001'])(
    'SQLSTATE %s is about the data of a row: narrowed down to its message',
    (code) => expect(failureOf(serverError(code))).toBe('data'),
  )

  test.each(['28P01', '28000', '3D000', '42501', '42P01', '42703', '57P04', 'XX001', '0A000'])(
    'SQLSTATE %s stops the program: no retry can cure it',
    (code) => expect(failureOf(serverError(code))).toBe('fatal'),
  )

  test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH'])(
    '%s is an outage while the program runs, and has a line for the user',
    (code) => {
      expect(failureOf(nodeError(code))).toBe('outage')
      expect(haltErrorOf(nodeError(code), 'postgres://u@h:1/d')).toBeInstanceOf(HaltError)
    },
  )

  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('the driver\'s "%s" is an outage', (message) => expect(failureOf(new Error(message))).toBe('outage'))

  test('tables that another version upgraded are met with a new connection', () => {
    expect(failureOf(serverError('0A000', 'cached plan must not change result type'))).toBe('outage')
  })

  test('what a server says about data is never taken for a broken connection', () => {
    expect(failureOf(serverError('23514', 'Connection terminated'))).toBe('data')
    expect(failureOf(serverError('42601', 'Connection terminated'))).toBe('fatal')
  })

  test('bugs stay what they are', () => {
    const bug = new TypeError('x is not a function')
    expect(failureOf(bug)).toBe('fatal')
    expect(haltErrorOf(bug, 'postgres://u@h:1/d')).toBe(bug)
  })

  test('a line for the user says where, what to do and what was found, and still knows what it was', () => {
    const halt = haltErrorOf(serverError('25006', 'cannot execute UPDATE'), 'postgres://u@h:1/d') as HaltError
    expect(halt.message).toBe(
      'database postgres://u@h:1/d: the server is a read-only standby: name the primary (25006: cannot execute UPDATE)',
    )
    expect(halt.code).toBe('DATABASE_UNUSABLE')
    expect(failureOf(halt)).toBe('outage')
  })
})
