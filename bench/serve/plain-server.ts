import Fastify from 'fastify'
import { SecretTokens } from '../../src/http/identity/secret-tokens.ts'
import { CONSTANT_ANSWER } from './constant-answer.ts'

/**
 * Fastify as it comes, with the check of tokens that `axon serve` has, and nothing else of ours: it shows what our own layer costs. Says its
 * URL on a line of JSON, and ends at SIGTERM.
 */
const rules = { audience: 'axon', issuer: null, userClaim: 'sub' }
const tokens = new SecretTokens(Buffer.from(process.env.AXON_JWT_SECRET ?? ''), rules)
const app = Fastify()
app.post('/v1/activities/:id/entries', {
  onRequest: (request, reply, done) => {
    const check = tokens.check(request.headers.authorization?.slice('Bearer '.length) ?? '')
    if ('refused' in check) reply.code(401).send(check.refused)
    else done()
  },
  handler: (_, reply) => {
    reply.code(201).header('content-type', 'application/json; charset=utf-8').send(CONSTANT_ANSWER)
  },
})
console.log(JSON.stringify({ url: await app.listen({ host: '127.0.0.1', port: 0 }) }))
process.once('SIGTERM', () => process.exit())
