import { Type } from 'typebox'
import { FIRES, ROUTINGS } from '../../conditions/browser-definition.ts'
import { BROWSER_TRIGGERS } from '../../conditions/browser-triggers.ts'
import { isKnownTag } from '../caching/is-known-tag.ts'
import { databaseAway } from '../problems/database-away.ts'
import { unchanged } from './answer.ts'
import type { Route } from './route.ts'
import { SiteQuery } from './schemas.ts'
import type { Services } from './services.ts'

const oneOf = (values: readonly string[]) => Type.Union(values.map((value) => Type.Literal(value)))

const Definition = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  revision: Type.Integer(),
  triggerType: oneOf(BROWSER_TRIGGERS),
  routing: Type.Optional(oneOf(ROUTINGS)),
  when: Type.Optional(Type.Object({}, { description: 'A condition; absent: always.' })),
  fire: Type.Optional(oneOf(FIRES)),
  sampleRate: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
})

const ActiveEvents = Type.Object({
  version: Type.String({ description: 'Changes with the definitions.' }),
  refreshAfterMs: Type.Integer({ description: 'When an open page asks again.' }),
  empty: Type.Boolean(),
  definitions: Type.Array(Definition),
})

/** Which definitions apply to a page's visitor (CONTRACT §13). */
export const getActiveEvents = ({ delivery }: Services): Route => ({
  id: 'getActiveEvents',
  method: 'GET',
  path: '/v1/events/active',
  who: 'anyone_or_user',
  isOfSite: true,
  summary: 'What the pages of a site look out for: the definitions that apply to whoever asks',
  query: SiteQuery,
  answers: {
    200: { description: 'The definitions.', schema: ActiveEvents },
    304: { description: 'They are as If-None-Match says.' },
    404: { description: 'There is no such site.' },
    503: { description: 'The database does not answer: ask again.' },
  },
  async answer({ site, caller, headers }) {
    try {
      const list = await delivery.listFor(site!.id, caller.kind === 'user' ? caller : null)
      const { etag, isEmpty } = list
      const caching = { etag, 'cache-control': 'private, no-cache', vary: 'Authorization, Origin' }
      if (isKnownTag(headers['if-none-match'], etag)) return unchanged(caching)
      return { status: 200, outcome: isEmpty ? 'empty' : 'ok', body: list.bytes, headers: caching }
    } catch {
      return databaseAway()
    }
  },
})
