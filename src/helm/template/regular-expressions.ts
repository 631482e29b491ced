import { amount, TemplateFailure } from '../../template/evaluate/functions.ts'
import { type Match, matchesOf } from '../json-schema/re2.ts'
import { word } from './arguments.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions of Sprig with regular expressions of Go. */
export const regularExpressions: Readonly<Record<string, Evaluate>> = {
  regexMatch: ([pattern, text]) => (matchesOf(word(pattern), word(text)) ?? []).length > 0,
  regexFind: ([pattern, text]) => found(pattern, text)[0]?.groups[0] ?? '',
  regexFindAll: ([pattern, text, count]) =>
    first(found(pattern, text), count).map(({ groups: [whole] }) => whole),
  regexReplaceAll: ([pattern, text, by]) => replaced(pattern, text, (one) => filled(word(by), one)),
  regexReplaceAllLiteral: ([pattern, text, by]) => replaced(pattern, text, () => word(by)),
  regexSplit: ([pattern, text, count]) => split(pattern, word(text), amount(count)),
  regexQuoteMeta: ([text]) => word(text).replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`),
}

function found(pattern: unknown, text: unknown): readonly Match[] {
  const matches = matchesOf(word(pattern), word(text))
  if (matches) return matches
  throw new TemplateFailure(`error parsing regexp: ${word(pattern)}`)
}

/** The first of them; below zero means all. */
const first = (matches: readonly Match[], count: unknown): readonly Match[] =>
  amount(count) < 0 ? matches : matches.slice(0, amount(count))

function replaced(pattern: unknown, text: unknown, by: (match: Match) => string): string {
  const source = word(text)
  let [at, made] = [0, '']
  for (const one of found(pattern, text)) {
    made += source.slice(at, one.start) + by(one)
    at = one.end
  }
  return made + source.slice(at)
}

/** A text with `$1` and `${1}`, which stand for groups; `$1x` is a group of that name, which is not there. */
function filled(text: string, { groups }: Match): string {
  return text.replaceAll(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    if (whole === '$$') return '$'
    return groups[Number(braced ?? plain)] ?? ''
  })
}

function split(pattern: unknown, text: string, count: number): readonly string[] {
  const parts: string[] = []
  if (count === 0) return parts
  let at = 0
  for (const { start, end } of found(pattern, text)) {
    if (count > 0 && parts.length === count - 1) break
    if (end === 0) continue // nothing before nothing
    parts.push(text.slice(at, start))
    at = end
  }
  return [...parts, text.slice(at)]
}
