import type { Author } from '../../operations/changes/record-changes.ts'
import type { Caller, Operator, RouteRequest } from '../routes/route.ts'

/** Who calls a route of operators. */
export function operatorOf(caller: Caller): Operator {
  if (caller.kind === 'operator') return caller
  throw new Error(`a route of operators was called by ${caller.kind}`)
}

/** Who changes something, as the log of changes shows it: the name of a key may change, and be that of a revoked one. */
export function authorOf({ caller, arrivedAt }: RouteRequest): Author {
  const { keyId, name } = operatorOf(caller)
  return { by: keyId === null ? name : `key:${keyId}:${name}`, atMs: arrivedAt }
}
