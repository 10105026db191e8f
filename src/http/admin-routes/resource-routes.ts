import type { TSchema } from 'typebox'
import { Type } from 'typebox'
import { IdParams } from '../../admin-api/forms.ts'
import type { Author } from '../../operations/changes/record-changes.ts'
import type { ListChoice } from '../../reads/list-choice.ts'
import { isKnownTag } from '../caching/is-known-tag.ts'
import { ok, unchanged } from '../routes/answer.ts'
import type { Route, RouteRequest } from '../routes/route.ts'
import { givenId } from './given-id.ts'
import { choiceOf, listAnswer } from './list-answer.ts'
import { authorOf } from './operator-of.ts'
import { expectedTag, type IsExpected } from './preconditions.ts'
import type { Saved } from './saved.ts'
import { createdAnswer, missing, refusedAnswer, savedAnswer } from './saved-answer.ts'

type Fields = Readonly<Record<string, unknown>>

/** Something that operators list, make, look at and write anew (CONTRACT §16). */
export interface Resource<View extends { readonly id: number }> {
  /** `product`: as ids and sentences call it. */
  readonly thing: string
  /** `products`: as its path calls it. */
  readonly things: string
  readonly forms: {
    readonly view: TSchema
    readonly page: TSchema
    readonly query: TSchema
    /** What is made: what is left out is not there. */
    readonly draft: TSchema
    /** What is written anew, all of it: nothing is lost because somebody left it out. */
    readonly change: TSchema
    /** What saving it answers; default: the view. */
    readonly saved?: TSchema
    /** What making it answers; default: what saving does. */
    readonly made?: TSchema
  }
  readonly maxBodyBytes?: number
  read(choice: ListChoice, query: RouteRequest['query']): Promise<readonly View[]>
  tagOf(view: View): string
  create(fields: Fields, author: Author, request: RouteRequest): Promise<Saved<View>>
  replace(
    change: { readonly id: number; readonly fields: Fields; readonly isExpected: IsExpected },
    author: Author,
    request: RouteRequest,
  ): Promise<Saved<View>>
}

/** The headers of whoever writes something anew. */
export const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'The ETag of what was changed; without it: 428.' })),
})

/** `GET` and `POST` of the list, `GET` and `PUT` of one. */
export function resourceRoutes<View extends { readonly id: number }>(
  resource: Resource<View>,
): readonly Route[] {
  const { thing, things, forms, maxBodyBytes } = resource
  const path = `/admin/v1/${things}`
  const size = maxBodyBytes === undefined ? {} : { maxBodyBytes }
  const [Thing, Things] = [capital(thing), capital(things)]
  return [
    {
      id: `list${Things}`,
      method: 'GET',
      path,
      who: 'viewer',
      summary: `The ${things}, by id`,
      query: forms.query,
      answers: { 200: { description: 'A page of them.', schema: forms.page } },
      answer: async (request) => {
        const rows = await resource.read(choiceOf(request), request.query)
        return listAnswer(
          request,
          rows,
          (view) => view,
          ({ id }) => id,
        )
      },
    },
    {
      id: `create${Thing}`,
      method: 'POST',
      path,
      who: 'admin',
      summary: `Make a ${thing}; without an id it gets the next one`,
      body: { operator: forms.draft },
      refuse: refusedAnswer,
      ...size,
      answers: {
        201: { description: 'It is made.', schema: forms.made ?? forms.saved ?? forms.view },
        409: { description: 'Another one has that name, where only one may.' },
        422: { description: 'It can not be so: the fields are named.' },
      },
      answer: async (request) =>
        createdAnswer(await resource.create(request.body as Fields, authorOf(request), request), {
          path,
          thing,
        }),
    },
    {
      id: `get${Thing}`,
      method: 'GET',
      path: `${path}/{id}`,
      who: 'viewer',
      summary: `One ${thing}`,
      params: IdParams,
      answers: {
        200: { description: 'It, with its ETag.', schema: forms.view },
        304: { description: 'It is as If-None-Match says.' },
        404: { description: 'There is no such one.' },
      },
      answer: async ({ params, headers, query }) => {
        const id = givenId(params.id)
        const [view] = id === null ? [] : await resource.read({ id }, query)
        if (!view) return missing(thing)
        const etag = resource.tagOf(view)
        const caching = { etag, 'cache-control': 'private, no-cache' }
        return isKnownTag(headers['if-none-match'], etag) ? unchanged(caching) : ok(view, 'ok', caching)
      },
    },
    {
      id: `put${Thing}`,
      method: 'PUT',
      path: `${path}/{id}`,
      who: 'admin',
      summary: `Write a ${thing} anew, if it is still as If-Match says`,
      params: IdParams,
      headers: IfMatch,
      body: { operator: forms.change },
      refuse: refusedAnswer,
      ...size,
      answers: {
        200: { description: 'It is saved.', schema: forms.saved ?? forms.view },
        404: { description: 'There is no such one.' },
        409: { description: 'Another one has that name, where only one may.' },
        412: {
          description: 'Somebody else saved it meanwhile: `yours`, `theirs`, and the `etag` of theirs.',
        },
        422: { description: 'It can not be so: the fields are named.' },
        428: { description: 'Without If-Match.' },
      },
      answer: async (request) => {
        const isExpected = expectedTag(request)
        if (typeof isExpected !== 'function') return isExpected.refused
        const id = givenId(request.params.id)
        if (id === null) return missing(thing)
        const fields = request.body as Fields
        if (fields.id !== undefined && fields.id !== id) return refusedAnswer([anotherId(id)])
        const saved = await resource.replace({ id, fields, isExpected }, authorOf(request), request)
        return savedAnswer(saved, { yours: fields, thing })
      },
    },
  ]
}

const anotherId = (id: number) => ({ field: 'id', message: `must be ${id}, as in the path, or left out` })

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
