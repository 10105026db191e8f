import { type Static, Type } from 'typebox'
import { GivenInstant, Id, Instant, Name, nullable, oneOf, pageOf, pageQuery, written } from './forms.ts'

const ShortName = Type.String({ minLength: 1, maxLength: 100 })

export const SiteView = Type.Object({
  id: Id,
  name: Type.String(),
  key: Type.String({ description: 'Public: it stands in its pages.' }),
  origins: Type.Array(Type.String()),
  createdAt: Instant,
})
export type SiteView = Static<typeof SiteView>
/** A site as it is written. */
export const SiteDraft = written(
  {
    name: ShortName,
    origins: Type.Array(Type.String({ maxLength: 300, description: '`https://shop.example`' }), {
      minItems: 1,
      maxItems: 100,
    }),
  },
  SiteView,
)
export type SiteDraft = Static<typeof SiteDraft>

const roles = ['business', 'admin', 'viewer'] as const
const keyFields = {
  id: Id,
  name: Name,
  role: oneOf(roles),
  state: oneOf(['good', 'revoked', 'expired']),
  createdAt: Instant,
  expiresAt: nullable(Instant),
  revokedAt: nullable(Instant),
}
/** A key, never what it reads. */
export const KeyView = Type.Object(keyFields)
export type KeyView = Static<typeof KeyView>
export const KeyDraft = written(
  { name: ShortName, role: oneOf(roles), expiresAt: Type.Optional(GivenInstant) },
  KeyView,
)
export type KeyDraft = Static<typeof KeyDraft>
/** What of a key can be changed. */
export const KeyChange = written({ name: ShortName, expiresAt: GivenInstant }, KeyView)
export type KeyChange = Static<typeof KeyChange>
export const NewKeyView = Type.Object({
  ...keyFields,
  key: Type.String({ description: 'Shown this once: only its hash is stored.' }),
})
export type NewKeyView = Static<typeof NewKeyView>

export const IdentityQuery = Type.Object(pageQuery)
export const SitePage = pageOf(SiteView)
export type SitePage = Static<typeof SitePage>
export const KeyPage = pageOf(KeyView)
export type KeyPage = Static<typeof KeyPage>
