import { createHmac } from 'node:crypto'

const HOUR_S = 3_600
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Makes real tokens, as the shop's login would: one for each user, when he comes. */
export class UserTokens {
  readonly #secret: string
  readonly #head = part({ alg: 'HS256', typ: 'JWT' })
  readonly #expiry = Math.floor(Date.now() / 1_000) + HOUR_S

  constructor(secret: string) {
    this.#secret = secret
  }

  of(userId: number, claims: object = {}): string {
    const text = `${this.#head}.${part({ sub: String(userId), aud: 'axon', exp: this.#expiry, ...claims })}`
    return `${text}.${createHmac('sha256', this.#secret).update(text).digest('base64url')}`
  }
}
