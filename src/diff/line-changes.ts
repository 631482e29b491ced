import { diffArrays } from 'diff'

/** A line that only one of two texts has there. */
export interface LineChange {
  readonly sign: '-' | '+'
  readonly line: string
}

/**
 * The lines that turn one text into another, in their order: the fewest that do, unless they are so
 * many that looking for the fewest would take long. Then a stretch is told as all of its old lines
 * and all of its new ones.
 */
export function lineChanges(from: string, to: string): readonly LineChange[] {
  const [a, b] = withoutCommonEnds(from.split('\n'), to.split('\n'))
  const parts = diffArrays(a, b, { maxEditLength: mostEdits })
  if (parts === undefined) return [...signed('-', a), ...signed('+', b)]
  return parts.flatMap(({ added, removed, value }) =>
    added || removed ? signed(added ? '+' : '-', value) : [],
  )
}

/** Time and memory grow with the square of the edits, so that 2,000 are done in some 100 ms. */
const mostEdits = 2000

function signed(sign: LineChange['sign'], lines: readonly string[]): readonly LineChange[] {
  return lines.map((line) => ({ sign, line }))
}

/** What is between the lines that both begin with and those that both end with. */
function withoutCommonEnds(
  a: readonly string[],
  b: readonly string[],
): readonly [string[], string[]] {
  const most = Math.min(a.length, b.length)
  let [start, end] = [0, 0]
  while (start < most && a[start] === b[start]) start += 1
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)]
}
