/** A line that only one of two texts has there. */
export interface LineChange {
  readonly sign: '-' | '+'
  readonly line: string
}

/** The lines that turn one text into another, in their order: the fewest that do. */
export function lineChanges(from: string, to: string): readonly LineChange[] {
  const [a, b] = [from.split('\n'), to.split('\n')]
  const common = commonLengths(a, b)
  const changes: LineChange[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1]
    else if (
      j >= b.length ||
      (i < a.length && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))
    )
      changes.push({ sign: '-', line: a[i++] ?? '' })
    else changes.push({ sign: '+', line: b[j++] ?? '' })
  }
  return changes
}

/** The length of the longest common subsequence of what follows line i of one and line j of the other. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => Array.from(b, () => 0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i] as number[] // made above
      row[j] =
        a[i] === b[j]
          ? lengthAt(table, i + 1, j + 1) + 1
          : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1))
    }
  }
  return table
}

function lengthAt(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0
}
