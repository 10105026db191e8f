import { IdParams } from '../../../admin-api/forms.ts'
import {
  IdentityQuery,
  KeyChange,
  KeyDraft,
  KeyPage,
  KeyView,
  NewKeyView,
} from '../../../admin-api/identity.ts'
import type { Problem } from '../../../conditions/problem.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { isoOrNull } from '../../../domain/text/iso-or-null.ts'
import { SHORT_NAME, shortName } from '../../../domain/text/short-name.ts'
import { instantRule } from '../../../messages/field-rules.ts'
import { createApiKey } from '../../../operations/keys/create-api-key.ts'
import { revokeApiKey } from '../../../operations/keys/revoke-api-key.ts'
import { updateApiKey } from '../../../operations/keys/update-api-key.ts'
import { readApiKeys, type StoredApiKey } from '../../../reads/identity/api-keys.ts'
import { keyState } from '../../../reads/identity/key-state.ts'
import { ok } from '../../routes/answer.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId } from '../given-id.ts'
import { authorOf } from '../operator-of.ts'
import { tagOf } from '../preconditions.ts'
import { type Resource, resourceRoutes } from '../resource-routes.ts'
import type { Saved } from '../saved.ts'
import { missing } from '../saved-answer.ts'

/** API keys of the shop's servers and of operators. */
export const keyRoutes = (services: AdminServices): readonly Route[] => [
  ...resourceRoutes(keys(services)),
  {
    id: 'revokeKey',
    method: 'POST',
    path: '/admin/v1/keys/{id}/revoke',
    who: 'admin',
    summary: 'Take a key back, for good: it and its sessions count no more within a second',
    params: IdParams,
    answers: {
      200: { description: 'It is revoked.', schema: KeyView },
      404: { description: 'There is no such key.' },
    },
    answer: async (request) => {
      const { database, reads } = services
      const id = givenId(request.params.id)
      const revoked = id === null ? null : await revokeApiKey(database, id, authorOf(request))
      const [key] = revoked ? await readApiKeys(reads.query, reads.dialect, { id: revoked.id }) : []
      return key ? ok(viewOf(key), 'revoked', { etag: tagOfKey(key) }) : missing('key')
    },
  },
]

function keys({ database, reads }: AdminServices): Resource<KeyView> {
  const one = async (id: number): Promise<StoredApiKey | undefined> =>
    (await readApiKeys(reads.query, reads.dialect, { id }))[0]
  return {
    thing: 'key',
    things: 'keys',
    forms: {
      view: KeyView,
      page: KeyPage,
      query: IdentityQuery,
      draft: KeyDraft,
      change: KeyChange,
      made: NewKeyView,
    },
    read: async (choice) => (await readApiKeys(reads.query, reads.dialect, choice)).map(viewOf),
    tagOf: ({ name, expiresAt }) => tagOf(name, expiresAt),
    create: async (fields, author) => {
      const { role } = fields as KeyDraft
      const change = read(fields as KeyDraft)
      if ('kind' in change) return change
      if (change.expiresAt !== null && change.expiresAt <= author.atMs) return IS_PAST
      const created = await createApiKey(database, { ...change, role }, author)
      if (!created) return { kind: 'name_taken' }
      const made = await one(created.id)
      if (!made) return { kind: 'missing' }
      const view: NewKeyView = { ...viewOf(made), key: created.key }
      return { kind: 'saved', view, tag: tagOfKey(made) }
    },
    replace: async ({ id, fields, isExpected }, author) => {
      const change = read(fields as KeyChange)
      if ('kind' in change) return change
      const { role } = (await one(id)) ?? {}
      if (role !== undefined && (fields.role ?? role) !== role) return ROLE_STAYS
      const isCurrent = (stored: StoredApiKey): boolean => isExpected(tagOfKey(stored))
      const updated = await updateApiKey(database, id, { change, isCurrent }, author)
      if (updated.kind === 'missing' || updated.kind === 'name_taken') return updated
      if (updated.kind === 'saved') {
        return { kind: 'saved', view: viewOf(updated.key), tag: tagOfKey(updated.key) }
      }
      return { kind: 'conflict', theirs: viewOf(updated.stored), tag: tagOfKey(updated.stored) }
    },
  }
}

type Refused = Extract<Saved<KeyView>, { readonly kind: 'refused' }>

const IS_PAST: Refused = {
  kind: 'refused',
  errors: [{ field: 'expiresAt', message: 'is past: the key would never count' }],
}

const ROLE_STAYS: Refused = {
  kind: 'refused',
  errors: [{ field: 'role', message: 'stays what it is: make another key, and revoke this one' }],
}

const tagOfKey = ({ name, expiresAt }: StoredApiKey): string => tagOf(name, isoOrNull(expiresAt))

function viewOf({ id, name, role, createdAt, expiresAt, revokedAt }: StoredApiKey): KeyView {
  return {
    id,
    name,
    role,
    state: keyState({ expiresAt, revokedAt }, Date.now()),
    createdAt: isoInstant(createdAt),
    expiresAt: isoOrNull(expiresAt),
    revokedAt: isoOrNull(revokedAt),
  }
}

function read({
  name,
  expiresAt = null,
}: Pick<KeyDraft, 'name' | 'expiresAt'>): Pick<StoredApiKey, 'name' | 'expiresAt'> | Refused {
  const errors: Problem[] = []
  const short = shortName(name)
  if (short === null) errors.push({ field: 'name', message: `must be ${SHORT_NAME}` })
  const until = expiresAt === null ? null : instantRule.read(expiresAt)
  if (until === null && expiresAt !== null) {
    errors.push({ field: 'expiresAt', message: `must be ${instantRule.mustBe}` })
  }
  return short === null || errors.length > 0 ? { kind: 'refused', errors } : { name: short, expiresAt: until }
}
