import type { Problem } from '../../conditions/problem.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, ok } from '../routes/answer.ts'
import type { Saved } from './saved.ts'

/** What saving answers (CONTRACT §16); `yours` is what was sent, `thing` names what is saved. */
export function savedAnswer<View extends { readonly id: number }>(
  saved: Saved<View>,
  { yours, thing }: { readonly yours: unknown; readonly thing: string },
): Answer {
  switch (saved.kind) {
    case 'saved':
      return ok(saved.view, 'saved', { etag: saved.tag })
    case 'refused':
      return refusedAnswer(saved.errors, saved.warnings)
    case 'name_taken': {
      const message = `is that of another ${thing}`
      return problem('NAME_TAKEN', { detail: `name ${message}`, errors: [{ field: 'name', message }] })
    }
    case 'conflict':
      return problem('CHANGED_MEANWHILE', {
        detail: `somebody else saved the ${thing} meanwhile: look at theirs, then save with If-Match: ${saved.tag}`,
        more: { yours, theirs: saved.theirs, etag: saved.tag },
        headers: { etag: saved.tag },
      })
    case 'missing':
      return missing(thing)
  }
}

/** {@link savedAnswer} of what is new: it is found under `path`. */
export function createdAnswer<View extends { readonly id: number }>(
  saved: Saved<View>,
  { path, thing }: { readonly path: string; readonly thing: string },
): Answer {
  const answer = savedAnswer(saved, { yours: null, thing })
  if (saved.kind !== 'saved') return answer
  const headers = { ...answer.headers, location: `${path}/${saved.view.id}` }
  return { ...answer, status: 201, outcome: 'created', headers }
}

export function refusedAnswer(errors: readonly Problem[], warnings: readonly Problem[] = []): Answer {
  const [first] = errors
  return problem('REFUSED', {
    detail: first ? `${first.field} ${first.message}` : 'it can not be saved so',
    errors,
    more: { warnings },
  })
}

export const missing = (thing: string): Answer =>
  problem('NO_SUCH_THING', { detail: `there is no such ${thing}` })
