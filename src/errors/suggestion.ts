/** The word of a list that is closest to a mistyped one; undefined where none is close. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3))
  const [best] = [...candidates]
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .filter((one) => one.distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
  return best?.candidate
}

/** `did you mean replicas?`, or what else there is to say where no word is close. */
export function didYouMean(
  word: string,
  candidates: Iterable<string>,
  otherwise: string,
  write: (close: string) => string = String,
): string {
  const close = suggestion(word, candidates)
  return close === undefined ? otherwise : `did you mean ${write(close)}?`
}

/** Edits that turn one word into another: insert, delete, replace, or swap two neighbours. */
function distance(a: string, b: string): number {
  const row = (i: number): number[] =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0))
  const table = Array.from({ length: a.length + 1 }, (_, i) => row(i))
  const cell = (i: number, j: number): number => table[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const best = Math.min(
        cell(i - 1, j) + 1,
        cell(i, j - 1) + 1,
        cell(i - 1, j - 1) + (same ? 0 : 1),
      )
      ;(table[i] as number[])[j] = swapped ? Math.min(best, cell(i - 2, j - 2) + 1) : best // the row exists: it was made above
    }
  }
  return cell(a.length, b.length)
}
