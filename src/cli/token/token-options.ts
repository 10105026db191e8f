/** Further claims of a token, by name; values are text. */
export type Claims = Readonly<Record<string, string>>

export interface TokenOptions {
  readonly user: number
  /** Milliseconds from now. */
  readonly expires: number
  readonly claim?: Claims
  readonly jwtSecretFile?: string
  readonly jwtIssuer?: string
  readonly jwtAudience: string
  readonly jwtUserClaim: string
}
