/**
 * Why a pattern may not stand in a schema, if so: Helm reads it as RE2, editors as ECMAScript, and
 * neither may disagree. What RE2 alone refuses is told by its syntax (github.com/google/re2/wiki/Syntax).
 */
export function patternFault(pattern: string): string | undefined {
  if (!pattern.startsWith('^')) return 'it does not begin with ^'
  if (!compiles(pattern)) return 'it is no regular expression'
  const outside = pattern.replaceAll(/\[(?:[^\]\\]|\\.)*\]/g, '[x]')
  if (/\(\?|\\[a-wyzA-Z0-9]|(?:^|[^\\])\./.test(outside))
    return 'it has what the two read differently'
  if (/\[\^?\]|\[:|\\[a-wyzA-Z0-9]/.test(pattern))
    return 'it has a class that the two read differently'
  return repetitions(outside) > mostRepetitions ? 'it repeats more than RE2 takes' : undefined
}

/** RE2 unrolls what is counted, and refuses more. */
const mostRepetitions = 1000

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** How often the most repeated part of a pattern stands in it, counted repetitions within each other multiplied. */
function repetitions(pattern: string): number {
  const open: number[] = []
  let most = 1 // in the group that is read
  let last = 1 // of the atom before
  for (const [token, count] of pattern.matchAll(/\\.|\{\d*,?(\d+)?\}|[^\\]/gs)) {
    if (token === '(') {
      open.push(most)
      most = 1
    } else if (token === ')') {
      last = most
      most = Math.max(open.pop() ?? 1, last)
    } else if (token.startsWith('{')) {
      const times = Number(count ?? /\d+/.exec(token)?.[0] ?? 1)
      most = Math.max(most, last * Math.max(times, 1))
    } else if (!/[*+?]/.test(token)) last = 1
  }
  return most
}
