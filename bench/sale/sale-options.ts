/** What kind of sale is played, against what. */
export interface SaleOptions {
  readonly users: number
  /** Users that come in a second. */
  readonly rate: number
  /** How long a user looks at the activity before he clicks, ms: evenly between the two. */
  readonly think: readonly [number, number]
  /** When a user who gets no answer gives up, ms. */
  readonly patience: number
  readonly activity: number
  readonly firstUser: number
}
