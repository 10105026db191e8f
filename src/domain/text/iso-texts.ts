/**
 * Writes instants (epoch ms) as ISO-8601 in UTC, and remembers the last one: all of a batch are decided in the same millisecond, and making
 * the text of an instant costs more than all the other fields of an answer.
 */
export function isoTexts(): (instant: number) => string {
  let last = Number.NaN
  let text = ''
  return (instant) => {
    if (instant !== last) {
      text = new Date(instant).toISOString()
      last = instant
    }
    return text
  }
}
