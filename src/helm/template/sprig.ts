import { amount, isEmpty, TemplateFailure } from '../../template/evaluate/functions.ts'
import { isInRange } from '../semver/constraint.ts'
import { parseVersion, type Version } from '../semver/version.ts'
import { itemOf, list, table, whole, word } from './arguments.ts'
import { dataFormats } from './data-formats.ts'
import { goPrint } from './go-print.ts'
import { mapFunctions } from './maps.ts'
import { NilPointer } from './nil-pointer.ts'
import { regularExpressions } from './regular-expressions.ts'
import { always, standIns } from './stand-ins.ts'
import { textFunctions } from './texts.ts'
import { Unread } from './unread.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions of Go and Sprig that templates of other charts call. */
export const sprig: Readonly<Record<string, Evaluate>> = {
  ...mapFunctions,
  ...textFunctions,
  ...regularExpressions,
  ...dataFormats,
  ...standIns,
  eq: ([a, ...others]) => others.some((other) => areEqual(a, other)),
  ne: ([a, b]) => !areEqual(a, b),
  lt: ([a, b]) => order(a, b) < 0,
  le: ([a, b]) => order(a, b) <= 0,
  gt: ([a, b]) => order(a, b) > 0,
  ge: ([a, b]) => order(a, b) >= 0,
  deepEqual: ([a, b]) => goPrint(a) === goPrint(b),
  len: ([value]) => lengthOf(value),
  add1: ([value]) => whole(value) + 1,
  min: (values) => Math.min(...[...values].map(whole)),
  max: (values) => Math.max(...[...values].map(whole)),
  floor: ([value]) => Math.floor(amount(value)),
  ceil: ([value]) => Math.ceil(amount(value)),
  round: ([value, digits]) => Number(amount(value).toFixed(amount(digits))),
  atoi: ([text]) => (/^[-+]?\d+$/.test(word(text)) ? Number(text) : 0),
  lookup: (args) => always({})(args), // before an installation, nothing is there
  coalesce: (values) => [...values].find((value) => !isEmpty(value)),
  append: ([items, item]) => [...list(items), item],
  push: ([items, item]) => [...list(items), item],
  prepend: ([items, item]) => [item, ...list(items)],
  concat: (lists) => [...lists].flatMap(list),
  without: ([items, ...gone]) => list(items).filter((item) => !gone.includes(item)),
  compact: ([items]) => list(items).filter((item) => !isEmpty(item)),
  uniq: ([items]) => [...new Map(list(items).map((item) => [goPrint(item), item])).values()],
  first: ([items]) => list(items)[0],
  last: ([items]) => list(items).at(-1),
  rest: ([items]) => list(items).slice(1),
  reverse: ([items]) => list(items).toReversed(),
  initial: ([items]) => list(items).slice(0, -1),
  slice: ([items, ...ends]) =>
    typeof items === 'string'
      ? items.slice(...ends.map(amount))
      : list(items).slice(...ends.map(amount)),
  sortAlpha: ([items]) => list(items).map(goPrint).toSorted(byBytes),
  tuple: (items) => [...items],
  has: ([item, items]) =>
    items !== undefined &&
    items !== null &&
    list(items).some((one) => typeof one === typeof item && goPrint(one) === goPrint(item)),
  until: ([count]) => Array.from({ length: amount(count) }, (_, index) => index),
  untilStep: ([from, to, by]) => steps(amount(from), amount(to), amount(by)),
  kindIs: ([kind, value]) => isOf(kindOf, kind, value),
  kindOf: ([value]) => certain(kindOf(value)),
  typeIs: ([type, value]) => isOf(typeOf, type, value),
  typeOf: ([value]) => certain(typeOf(value)),
  semver: ([version]) => {
    const { major, minor, patch, prerelease, metadata } = versionOf(version)
    return { Major: major, Minor: minor, Patch: patch, Prerelease: prerelease, Metadata: metadata }
  },
  semverCompare: ([range, version]) => {
    const isIn = isInRange(word(range), versionOf(version))
    if (isIn !== undefined) return isIn
    throw new TemplateFailure(`error calling semverCompare: improper constraint: ${word(range)}`)
  },
  index: ([from, ...keys]) => keys.reduce(indexed, from),
}

function versionOf(text: unknown): Version {
  const version = parseVersion(word(text))
  if (version) return version
  throw new TemplateFailure('error calling semver: invalid semantic version')
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
  if (typeof a === 'string' && typeof b === 'string') return byBytes(a, b)
  throw new TemplateFailure('error calling lt: incompatible types for comparison')
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'object' && value !== null) return Object.keys(value).length
  if (value === undefined || value === null)
    throw new NilPointer('error calling len: len of nil pointer')
  throw new TemplateFailure(`error calling len: len of type ${typeof value}`)
}

function steps(from: number, to: number, by: number): readonly number[] {
  const count = by === 0 ? 0 : Math.max(0, Math.ceil((to - from) / by))
  return Array.from({ length: count }, (_, index) => from + index * by)
}

/** The item of a list at a number, or of a map at a key. */
function indexed(from: unknown, key: unknown): unknown {
  if (from === undefined || from === null)
    throw new NilPointer('error calling index: index of untyped nil')
  if (Array.isArray(from) && !(Number(key) >= 0 && Number(key) < from.length))
    throw new TemplateFailure(`error calling index: index out of range: ${goPrint(key)}`)
  if (typeof from === 'object' && !Array.isArray(from)) return itemOf(table(from), word(key))
  if (typeof from === 'string' && typeof key === 'number') return Buffer.from(from)[key]
  if (typeof from !== 'object' && typeof from !== 'symbol')
    throw new TemplateFailure(
      `error calling index: can't index a ${typeof from} by ${goPrint(key)}`,
    )
  return itemOf(from, key)
}

/** The kinds of Go: numbers of values are floats, those of functions are not known to be. */
function kindOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return 'invalid'
  if (Array.isArray(value)) return 'slice'
  const kinds: Readonly<Record<string, string>> = {
    string: 'string',
    boolean: 'bool',
    object: 'map',
  }
  return kinds[typeof value]
}

function typeOf(value: unknown): string | undefined {
  const types: Readonly<Record<string, string>> = {
    invalid: '<nil>',
    slice: '[]interface {}',
    map: 'map[string]interface {}',
  }
  const kind = kindOf(value)
  return kind && (types[kind] ?? kind)
}

/** What is read of values is a float. */
const certain = (kind: string | undefined): string => kind ?? 'float64'

const numbers = ['int', 'int64', 'float64']

/** Of a number nobody knows which kind of number it is, but that it is nothing else. */
function isOf(name: typeof kindOf, wanted: unknown, value: unknown): boolean {
  const known = name(value)
  if (known === undefined && numbers.includes(goPrint(wanted)))
    throw new Unread('the kind of a number')
  return known === wanted
}
