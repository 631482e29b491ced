import { amount, isEmpty, TemplateFailure } from '../../template/evaluate/functions.ts'
import { asText, goQuote } from '../../template/evaluate/go-text.ts'
import { NilPointer } from './nil-pointer.ts'
import { compareVersions, fieldsOf } from './semver-compare.ts'
import { Unread } from './unread.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions of Go and Sprig that templates of other charts call. */
export const sprig: Readonly<Record<string, Evaluate>> = {
  eq: ([a, ...others]) => others.some((other) => areEqual(a, other)),
  ne: ([a, b]) => !areEqual(a, b),
  lt: ([a, b]) => order(a, b) < 0,
  le: ([a, b]) => order(a, b) <= 0,
  gt: ([a, b]) => order(a, b) > 0,
  ge: ([a, b]) => order(a, b) >= 0,
  len: ([value]) => lengthOf(value),
  add1: ([value]) => amount(value) + 1,
  lookup: () => ({}), // before an installation, nothing is there
  coalesce: (values) => [...values].find((value) => !isEmpty(value)),
  print: (values) => printed([...values]),
  append: ([items, item]) => [...list(items), item],
  prepend: ([items, item]) => [item, ...list(items)],
  concat: (lists) => [...lists].flatMap(list),
  without: ([items, ...gone]) => list(items).filter((item) => !gone.includes(item)),
  compact: ([items]) => list(items).filter((item) => !isEmpty(item)),
  uniq: ([items]) => [...new Set(list(items).map(scalar))],
  first: ([items]) => list(items)[0],
  last: ([items]) => list(items).at(-1),
  rest: ([items]) => list(items).slice(1),
  reverse: ([items]) => list(items).toReversed(),
  initial: ([items]) => list(items).slice(0, -1),
  has: ([item, items]) =>
    items !== undefined && items !== null && list(items).includes(scalar(item)),
  keys: (maps) => [...maps].flatMap((map) => Object.keys(table(map))),
  pick: ([map, ...keys]) =>
    Object.fromEntries(Object.entries(table(map)).filter(([key]) => keys.includes(key))),
  trim: ([text]) => word(text).replace(/^\s+|\s+$/g, ''),
  trimPrefix: ([prefix, text]) => withoutStart(word(text), word(prefix)),
  trimSuffix: ([suffix, text]) => withoutEnd(word(text), word(suffix)),
  lower: ([text]) => word(text).toLowerCase(),
  upper: ([text]) => word(text).toUpperCase(),
  squote: ([value]) => `'${asText(value)}'`,
  quote: (values) =>
    [...values]
      .flatMap((one) => (one === undefined || one === null ? [] : [goQuote(asText(one))]))
      .join(' '),
  split: ([separator, text]) =>
    Object.fromEntries(
      word(text)
        .split(word(separator))
        .map((part, i) => [`_${i}`, part]),
    ),
  regexReplaceAll: ([pattern, text, by]) => {
    if (word(by).includes('$')) throw new Unread('a replacement by groups')
    return word(text).replaceAll(new RegExp(word(pattern), 'gu'), () => word(by))
  },
  semver: ([version]) => fieldsOf(word(version)),
  splitList: ([separator, text]) => word(text).split(word(separator)),
  until: ([count]) => Array.from({ length: Number(count) }, (_, index) => index),
  indent: ([width, text]) => indented(Number(width), word(text)),
  nindent: ([width, text]) => `\n${indented(Number(width), word(text))}`,
  kindIs: ([kind, value]) => kindOf(value) === kind,
  kindOf: ([value]) => kindOf(value),
  typeIs: ([type, value]) => typeOf(value) === type,
  typeOf: ([value]) => typeOf(value),
  dig: (args) => dug([...args]),
  semverCompare: ([constraint, version]) => compareVersions(word(constraint), word(version)),
}

function areEqual(a: unknown, b: unknown): boolean {
  if (a === undefined || a === null || b === undefined || b === null)
    return (a ?? null) === (b ?? null)
  if (typeof a === 'object' || typeof b === 'object')
    throw new TemplateFailure('error calling eq: incompatible types for comparison')
  if (typeof a !== typeof b)
    throw new TemplateFailure('error calling eq: incompatible types for comparison')
  return a === b
}

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string')
    return Buffer.compare(Buffer.from(a), Buffer.from(b))
  throw new TemplateFailure('error calling lt: incompatible types for comparison')
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'object' && value !== null) return Object.keys(value).length
  if (value === undefined || value === null)
    throw new NilPointer('error calling len: len of nil pointer')
  throw new TemplateFailure(`error calling len: len of type ${typeof value}`)
}

/** Blanks stand between two values of which none is a text. */
function printed(values: readonly unknown[]): string {
  return values
    .map((value, index) => {
      const isApart =
        index > 0 && [values[index - 1], value].every((one) => typeof one !== 'string')
      return `${isApart ? ' ' : ''}${asText(value)}`
    })
    .join('')
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : wrongType(value, 'a list')
}

/** A map, or Go's refusal of anything else. */
export function table(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrongType(value, 'a map')
  return value as Readonly<Record<string, unknown>> // as it is no list
}

/** Go stops where a function gets another type than it takes. */
function wrongType(value: unknown, wanted: string): never {
  if (typeof value === 'symbol') throw new Unread('what Helm alone knows')
  if (value === undefined || value === null)
    throw new NilPointer(`nothing where a function takes ${wanted}`)
  throw new TemplateFailure(`a function takes ${wanted}, not the ${typeof value} ${asText(value)}`)
}

/** What can be compared as it is. */
function scalar(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) throw new Unread('a comparison of maps or lists')
  return value
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : wrongType(value, 'a text')
}

const withoutStart = (text: string, start: string): string =>
  text.startsWith(start) ? text.slice(start.length) : text

const withoutEnd = (text: string, end: string): string =>
  end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text

const indented = (width: number, text: string): string => text.replaceAll(/^/gm, ' '.repeat(width))

/** The kinds of Go: numbers of values are floats, those of functions are not known to be. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'invalid'
  if (Array.isArray(value)) return 'slice'
  const kinds: Readonly<Record<string, string>> = {
    string: 'string',
    boolean: 'bool',
    object: 'map',
  }
  const kind = kinds[typeof value]
  if (kind === undefined) throw new Unread('the kind of a number')
  return kind
}

function typeOf(value: unknown): string {
  const types: Readonly<Record<string, string>> = {
    invalid: '<nil>',
    slice: '[]interface {}',
    map: 'map[string]interface {}',
  }
  const kind = kindOf(value)
  return types[kind] ?? kind
}

/** `dig "a" "b" default map` */
function dug(args: readonly unknown[]): unknown {
  let at = args.at(-1)
  for (const key of args.slice(0, -2)) {
    const map = table(at)
    const name = word(key)
    if (!Object.hasOwn(map, name)) return args.at(-2)
    at = map[name]
  }
  return at
}
