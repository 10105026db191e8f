import { Sites } from '../../../http/identity/sites.ts'
import { ClientAddresses } from '../../../http/limits/client-addresses.ts'
import { TokenBuckets } from '../../../http/limits/token-buckets.ts'
import { Admission } from '../../../http/server/admission.ts'
import type { Callers } from '../../../http/server/callers.ts'
import { SiteGate } from '../../../http/server/site-gate.ts'
import { readSites } from '../../../reads/identity/sites.ts'
import type { Database } from '../../../stores/database.ts'
import type { EntryServiceOptions } from './entry-service-options.ts'

/** Who may ask, how often, and from which pages, as the options and the database say. */
export function admissionOf(
  { query, dialect }: Database,
  callers: Callers,
  { trustProxy, limitUser, limitIp, moreSites = [] }: EntryServiceOptions,
): Admission {
  return new Admission({
    callers,
    gate: new SiteGate(new Sites(async () => [...moreSites, ...(await readSites(query, dialect))])),
    addresses: new ClientAddresses(trustProxy ?? []),
    userLimit: limitUser && new TokenBuckets(limitUser),
    addressLimit: limitIp && new TokenBuckets(limitIp),
  })
}
