import { type Static, Type } from 'typebox'
import { Id, Instant, idText, nullable, pageOf, pageQuery } from './forms.ts'

export const ChangesQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of who did it.' })),
  since: Type.Optional(
    Type.String({
      maxLength: 40,
      description: 'Not before this: ISO-8601 with a zone, or epoch milliseconds.',
    }),
  ),
  subject: Type.Optional(Type.String({ maxLength: 100 })),
  subjectId: Type.Optional(idText('Those of this one.')),
  limit: pageQuery.limit,
  cursor: pageQuery.cursor,
})

/** Who did what to which thing, when, and from what to what. */
export const ChangeView = Type.Object({
  id: Id,
  changedAt: Instant,
  changedBy: Type.String(),
  action: Type.String(),
  subject: Type.String(),
  subjectId: nullable(Id),
  before: Type.Unknown({ description: 'Null: it was not there. Instants in epoch milliseconds.' }),
  after: Type.Unknown({ description: 'Null: it is not there any more.' }),
})
export type ChangeView = Static<typeof ChangeView>
export const ChangePage = pageOf(ChangeView)
export type ChangePage = Static<typeof ChangePage>
