import { IdParams } from '../../../admin-api/forms.ts'
import { IdentityQuery, SiteDraft, SitePage, SiteView } from '../../../admin-api/identity.ts'
import type { Problem } from '../../../conditions/problem.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import { SHORT_NAME, shortName } from '../../../domain/text/short-name.ts'
import { addSite } from '../../../operations/sites/add-site.ts'
import { originOf } from '../../../operations/sites/origin-of.ts'
import { removeSite } from '../../../operations/sites/remove-site.ts'
import { updateSite } from '../../../operations/sites/update-site.ts'
import { readSites, type Site } from '../../../reads/identity/sites.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId } from '../given-id.ts'
import { authorOf } from '../operator-of.ts'
import { tagOf } from '../preconditions.ts'
import { type Resource, resourceRoutes } from '../resource-routes.ts'
import type { Saved } from '../saved.ts'
import { missing } from '../saved-answer.ts'

/** Sites: whose pages may ask from a browser. */
export const siteRoutes = (services: AdminServices): readonly Route[] => [
  ...resourceRoutes(sites(services)),
  {
    id: 'removeSite',
    method: 'DELETE',
    path: '/admin/v1/sites/{id}',
    who: 'admin',
    summary: 'Take a site away: its key and its origins count no more',
    params: IdParams,
    answers: {
      204: { description: 'It is gone.' },
      404: { description: 'There is no such site.' },
    },
    answer: async (request) => {
      const id = givenId(request.params.id)
      const removed = id === null ? null : await removeSite(services.database, id, authorOf(request))
      return removed ? { status: 204, outcome: 'removed', body: null } : missing('site')
    },
  },
]

function sites({ database, reads }: AdminServices): Resource<SiteView> {
  return {
    thing: 'site',
    things: 'sites',
    forms: { view: SiteView, page: SitePage, query: IdentityQuery, draft: SiteDraft, change: SiteDraft },
    read: async (choice) => (await readSites(reads.query, reads.dialect, choice)).map(viewOf),
    tagOf: tagOfSite,
    create: async (fields, author) => {
      const draft = read(fields as SiteDraft)
      if ('kind' in draft) return draft
      const site = await addSite(database, draft, author)
      return site ? saved(site) : { kind: 'name_taken' }
    },
    replace: async ({ id, fields, isExpected }, author) => {
      const draft = read(fields as SiteDraft)
      if ('kind' in draft) return draft
      const isCurrent = (stored: Site): boolean => isExpected(tagOfSite(stored))
      const updated = await updateSite(database, id, { change: draft, isCurrent }, author)
      if (updated.kind === 'missing' || updated.kind === 'name_taken') return updated
      if (updated.kind === 'saved') return saved(updated.site)
      return { kind: 'conflict', theirs: viewOf(updated.stored), tag: tagOfSite(updated.stored) }
    },
  }
}

type Refused = Extract<Saved<SiteView>, { readonly kind: 'refused' }>

const tagOfSite = ({ name, origins }: Pick<Site, 'name' | 'origins'>): string => tagOf(name, origins)

const viewOf = ({ id, name, key, origins, createdAt }: Site): SiteView => ({
  id,
  name,
  key,
  origins: [...origins],
  createdAt: isoInstant(createdAt),
})

const saved = (site: Site): Saved<SiteView> => ({ kind: 'saved', view: viewOf(site), tag: tagOfSite(site) })

function read({ name, origins }: SiteDraft): Pick<Site, 'name' | 'origins'> | Refused {
  const errors: Problem[] = []
  const short = shortName(name)
  if (short === null) errors.push({ field: 'name', message: `must be ${SHORT_NAME}` })
  const read = origins.map((origin, index) => {
    const known = originOf(origin)
    if (known === null) {
      const message = 'must be an origin such as https://shop.example, without path or wildcard'
      errors.push({ field: `origins[${index}]`, message })
    }
    return known ?? ''
  })
  if (short === null || errors.length > 0) return { kind: 'refused', errors }
  return { name: short, origins: [...new Set(read)] }
}
