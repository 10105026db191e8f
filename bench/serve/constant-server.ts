import { Type } from 'typebox'
import { ApiKeys } from '../../src/http/identity/api-keys.ts'
import { SecretTokens } from '../../src/http/identity/secret-tokens.ts'
import { Sites } from '../../src/http/identity/sites.ts'
import { ClientAddresses } from '../../src/http/limits/client-addresses.ts'
import { OccurrencesBody } from '../../src/http/occurrences/occurrence-schemas.ts'
import type { Route } from '../../src/http/routes/route.ts'
import { ActivityParams } from '../../src/http/routes/schemas.ts'
import { Admission } from '../../src/http/server/admission.ts'
import { Callers } from '../../src/http/server/callers.ts'
import { HttpServer } from '../../src/http/server/http-server.ts'
import { SiteGate } from '../../src/http/server/site-gate.ts'
import { CONSTANT_ANSWER } from './constant-answer.ts'

/**
 * The server of `axon serve`, with the check of tokens and bodies, that decides nothing: it answers every request for an entry, and all
 * behaviours, with the same text. Says its URL on a line of JSON, as `axon serve --json` does, and ends at SIGTERM.
 */
const ITEM = { messageId: '00000000-0000-0000-0000-000000000000', outcome: 'accepted' }
const ACCEPTED = JSON.stringify({ accepted: 20, items: Array.from({ length: 20 }, () => ITEM) })

const entry: Route = {
  id: 'postEntry',
  method: 'POST',
  path: '/v1/activities/{id}/entries',
  who: 'user_or_business',
  summary: 'The same for all',
  params: ActivityParams,
  body: { user: Type.Object({ quantity: Type.Optional(Type.Integer()) }, { additionalProperties: false }) },
  answers: {},
  answer: () => ({ status: 201, outcome: 'approved', body: CONSTANT_ANSWER }),
}

const occurrences: Route = {
  id: 'postOccurrences',
  method: 'POST',
  path: '/v1/occurrences',
  who: 'anyone',
  takesText: true,
  summary: 'The same for all',
  body: { anyone: OccurrencesBody },
  answers: {},
  answer: () => ({ status: 202, outcome: 'accepted', body: ACCEPTED }),
}

const rules = { audience: 'axon', issuer: null, userClaim: 'sub' }
const tokens = new SecretTokens(Buffer.from(process.env.AXON_JWT_SECRET ?? ''), rules)
const server = new HttpServer({
  routes: [entry, occurrences],
  admission: new Admission({
    callers: new Callers(tokens, new ApiKeys(async () => [])),
    gate: new SiteGate(new Sites(async () => [])),
    addresses: new ClientAddresses([]),
    userLimit: null,
    addressLimit: null,
  }),
  onAnswered: () => {},
  onFault: (error) => console.error(error),
})
console.log(JSON.stringify({ url: await server.listen('127.0.0.1', 0) }))
process.once('SIGTERM', () => void server.close())
