import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoRoutes } from '../../http/demo/demo-routes.ts'
import { SecretTokens } from '../../http/identity/secret-tokens.ts'
import type { UserTokens } from '../../http/identity/user-tokens.ts'
import type { Route } from '../../http/routes/route.ts'
import { seed } from '../../operations/seed/seed.ts'
import { parseSeed } from '../../operations/seed/seed-file.ts'
import { packageRoot } from '../../package-root.ts'
import type { Site } from '../../reads/identity/sites.ts'
import { isShopEmpty } from '../../reads/seeding.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { isLoopback } from './is-loopback.ts'
import type { ServeOptions } from './serve-options.ts'

const AUDIENCE = 'axon-dev'
const DAY_S = 86_400
const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** What `--dev` makes up: a secret that only this process knows, a page that logs anyone in, and a shop where there is none. */
export class DevShop {
  readonly tokens: UserTokens
  readonly routes: readonly Route[]
  /** Of the shop page; only this process knows it. */
  readonly site: Site
  readonly #origins: string[] = []

  /** @throws CommandError where others could reach it, or who may ask is said as well. */
  constructor({ host, jwtSecretFile, jwksFile, jwksUrl }: ServeOptions) {
    if (!isLoopback(host)) throw new CommandError(`--dev lets anyone in: it does not listen on ${host}`, 2)
    if (jwtSecretFile ?? jwksFile ?? jwksUrl)
      throw new CommandError(
        '--dev makes its own tokens: leave out --jwt-secret-file, --jwks-file and --jwks-url',
        2,
      )
    const secret = randomBytes(48)
    this.tokens = new SecretTokens(secret, { audience: AUDIENCE, issuer: null, userClaim: 'sub' })
    this.routes = demoRoutes((userId) => tokenOf(secret, userId))
    this.site = { id: 0, name: 'demo', key: 'demo', origins: this.#origins, createdAt: Date.now() }
  }

  /** From now on the shop page may ask, by each name of this machine. */
  listensOn(url: string): void {
    const { port } = new URL(url)
    this.#origins.push(...LOCAL_NAMES.map((name) => new URL(`http://${name}:${port}`).origin))
  }

  /** Fills an empty database; one that holds anything is left as it is. */
  async seedIfEmpty(database: Database): Promise<void> {
    if (!(await isShopEmpty(database))) return
    const shop: unknown = JSON.parse(readFileSync(join(packageRoot, 'seeds', 'demo.json'), 'utf8'))
    await seed(database, parseSeed(shop, 'demo').seed, { reset: false, author: authorOfCommand() })
  }
}

function tokenOf(secret: Buffer, userId: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1_000) + DAY_S
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: String(userId), aud: AUDIENCE, exp })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
