import type { YamlPath } from '../helm/yaml/yaml-path.ts'
import { partsAt, type Token, tokensOf } from './source-tokens.ts'

/**
 * Where platform.ts says what a path of the model is about, as an offset: the deepest key of the
 * path that is written as one. Names of constants are followed, calls of functions are not run, so a
 * path that the source computes ends at what computes it. Undefined where nothing is found.
 */
export function locateInSource(source: string, path: YamlPath): number | undefined {
  const tokens = tokensOf(source)
  const call = tokens.findLastIndex(
    ({ text }, i) => text === 'definePlatform' && tokens[i + 1]?.text === '(',
  )
  const start = call < 0 ? tokens.findIndex(({ text }) => text === 'default') : call
  return start < 0 ? undefined : search(tokens.slice(start + 1), path, tokens, 0)?.offset
}

/** The deepest key of a path that a JSON text has, as an offset; that of the text itself where it has none. */
export function locateInJson(source: string, path: YamlPath): number {
  const tokens = tokensOf(source)
  return search(tokens, path, tokens, 0)?.offset ?? tokens[0]?.offset ?? 0
}

interface Found {
  readonly offset: number
  readonly depth: number
}

/** Constants may refer to each other, but not without end. */
const deepest = 40

function search(
  value: readonly Token[],
  path: YamlPath,
  all: readonly Token[],
  depth: number,
): Found | undefined {
  const [first, second] = value
  const [step, ...rest] = path
  if (first === undefined || step === undefined || depth > deepest) return undefined
  const inner = (part: readonly Token[], to = path): Found | undefined =>
    search(part, to, all, depth + 1)
  if (first.text === '{') return inObject(partsAt(value, 0), step, rest, path, inner)
  if (first.text === '[') {
    const item = typeof step === 'number' ? partsAt(value, 0)[step] : undefined
    return item?.[0] && deeper({ offset: item[0].offset, depth: 1 }, inner(item, rest))
  }
  if (first.text === '(') return best(partsAt(value, 0).map((part) => inner(part)))
  if (second?.text === '(') {
    const args = partsAt(value, 1)
    const option = best(args.map((part) => inner(part)))
    const inValues = best(args.map((part) => inner(part, ['values', ...path])))
    return option ?? (inValues && inValues.depth > 1 ? inValues : undefined)
  }
  return inner(declared(first.text, all))
}

function inObject(
  entries: readonly (readonly Token[])[],
  step: string | number,
  rest: YamlPath,
  path: YamlPath,
  inner: (part: readonly Token[], to?: YamlPath) => Found | undefined,
): Found | undefined {
  const own = entries.find(([key]) => key !== undefined && nameOf(key.text) === String(step))
  const [key, colon] = own ?? []
  if (own && key) {
    const value = colon?.text === ':' ? own.slice(2) : own
    return deeper({ offset: key.offset, depth: 1 }, inner(value, rest))
  }
  return best(
    entries.filter(([dots]) => dots?.text === '...').map((spread) => inner(spread.slice(1), path)),
  )
}

const nameOf = (key: string): string => (/^['"]/.test(key) ? key.slice(1, -1) : key)

function deeper(found: Found, below: Found | undefined): Found {
  return below ? { offset: below.offset, depth: below.depth + 1 } : found
}

function best(found: readonly (Found | undefined)[]): Found | undefined {
  return found
    .filter((one) => one !== undefined)
    .toSorted((a, b) => b.depth - a.depth)
    .at(0)
}

/** What stands behind the equals sign of a constant. */
function declared(name: string, all: readonly Token[]): readonly Token[] {
  const at = all.findIndex(({ text }, i) => text === 'const' && all[i + 1]?.text === name)
  if (at < 0) return []
  const equals = all.findIndex(({ text }, i) => i > at && text === '=')
  return equals < 0 ? [] : all.slice(equals + 1)
}
