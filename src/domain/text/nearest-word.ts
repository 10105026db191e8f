/** The known word that somebody may have meant by another one: at most two letters are wrong, and most are right; undefined if there is none. */
export function nearestWord(written: string, known: readonly string[]): string | undefined {
  const most = Math.min(2, Math.floor(written.length / 3))
  const distances = known
    .filter((word) => Math.abs(word.length - written.length) <= most)
    .map((word) => ({ word, distance: editDistance(written, word) }))
  const [nearest] = distances.sort((one, other) => one.distance - other.distance)
  return nearest && nearest.distance <= most ? nearest.word : undefined
}

/** How many letters must be put in, taken out or changed to make one of the other. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (let index = 0; index < other.length; index++) {
      const change = row[index]! + Number(letter !== other[index])
      next.push(Math.min(change, row[index + 1]! + 1, next[index]! + 1))
    }
    row = next
  }
  return row.at(-1)!
}
