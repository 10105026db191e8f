/** What one kind of field accepts (CONTRACT §1). */
export interface FieldRule<T> {
  /** Completes the sentence "<field> must be …". */
  readonly mustBe: string
  /** The most decimals that a JSON number may spell; 0 where it must be an integer. */
  readonly decimals: number
  /** Reads a value that is there (neither undefined nor null); null if it breaks the rule. */
  read(value: unknown): T | null
}
