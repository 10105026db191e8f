/** Whom a verified token speaks for (CONTRACT §11). */
export interface User {
  readonly userId: number
  /** The token's other claims: what audiences may ask for. */
  readonly attributes: Readonly<Record<string, unknown>>
}
