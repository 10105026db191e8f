import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Site } from '../../reads/identity/sites.ts'
import type { RefuseForm } from '../requests/form-check.ts'
import type { Answer } from './answer.ts'

/**
 * Who may call a route (CONTRACT §10, *Routes*; §16). `anyone_or_user`: nobody must say who he is, but it makes a difference. `viewer`: an
 * operator who sees everything; `admin`: one who changes it.
 */
export type Who = 'anyone' | 'anyone_or_user' | 'user' | 'user_or_business' | 'business' | 'viewer' | 'admin'

/** Who calls: nobody in particular, a user (by a token), one of the shop's servers (by an API key), or an operator (by a key or a session). */
export type Caller =
  | { readonly kind: 'anyone' }
  | {
      readonly kind: 'user'
      readonly userId: number
      /** The other claims of his token (CONTRACT §11); no longer than a token may be. */
      readonly attributes: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'business'; readonly name: string }
  | Operator

export interface Operator {
  readonly kind: 'operator'
  readonly name: string
  readonly role: 'admin' | 'viewer'
  /** His key; null: whoever has the terminal of the service. */
  readonly keyId: number | null
}

/** A request whose caller and form were checked. */
export interface RouteRequest {
  readonly caller: Caller
  /** Of a route that is of a site; else null. */
  readonly site: Site | null
  /** As the schemas of the route say. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  /** The body as it came; empty if there was none. */
  readonly bodyText: string
  readonly headers: FastifyRequest['headers']
  /** Epoch ms. */
  readonly arrivedAt: number
  /** Of who asks, whole, as far as proxies that are trusted tell it: not to be kept. */
  readonly address: string
  /** Aborted when the client is gone or the service stops: no reason to wait any longer. */
  readonly hurry: AbortSignal
}

/** A route as data: the server, the OpenAPI document and the tests are made from the same list. */
export interface Route {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With parameters in braces: `/v1/activities/{id}`. */
  readonly path: string
  readonly who: Who
  /** Asked with the public key of a site (`?site=…`), and by its pages only. */
  readonly isOfSite?: true
  /** Takes its body as `text/plain` too, which a page that is left can send without asking first. */
  readonly takesText?: true
  /** Pages of other origins get nothing of it. */
  readonly isSameOrigin?: true
  /** Users may ask only so often. */
  readonly isLimited?: true
  readonly summary: string
  readonly params?: TSchema
  readonly query?: TSchema
  /** Headers that mean something; what can't be understood of them is ignored. */
  readonly headers?: TSchema
  /** By who calls: a user may say less than a shop's server. */
  readonly body?: Readonly<Partial<Record<Caller['kind'], TSchema>>>
  /** What a body that is not as its schema says is answered; default: 400. */
  readonly refuse?: RefuseForm
  /** Bytes. */
  readonly maxBodyBytes?: number
  /** By status, in words; with the schema of the answer, of a problem with that of what it says beside the fields of all. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema?: TSchema }>>
  /** Default: JSON. */
  readonly produces?: string
  /** Only one of the two. */
  readonly answer?: (request: RouteRequest) => Answer | Promise<Answer>
  /** For what is no single answer: takes the connection over, or answers after all. */
  readonly take?: (request: RouteRequest, reply: FastifyReply) => Answer | null | Promise<Answer | null>
}
