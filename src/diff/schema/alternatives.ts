import { isDeepStrictEqual } from 'node:util'
import { isTable, type Table } from '../../helm/merge/coalesce.ts'
import { isAnnotation } from './same-meaning.ts'
import { own } from '../../values/value.ts'
import { pointedAt } from './pointed-at.ts'

/**
 * A schema without references and combinations. What could not be joined with the rest stands under
 * `rests`, keyword by keyword.
 */
export type Plain = Readonly<Table>

/** What a schema allows, as plain schemas of which a value must fit one. */
export interface Alternatives {
  readonly all: readonly Plain[]
  /** Whether a value must fit one alone (`oneOf`). */
  readonly isExclusive: boolean
  /** What was not read, in words. */
  readonly unread: readonly string[]
}

const one = (plain: Plain): Alternatives => ({ all: [plain], isExclusive: false, unread: [] })
const combining: readonly string[] = ['$ref', 'allOf', 'anyOf', 'oneOf']

/** More than this many come of combinations of combinations, which no person has in mind. */
const most = 64

/** The alternatives of a schema in a document, references followed. */
export function alternativesOf(
  schema: unknown,
  root: Readonly<Table>,
  through: readonly string[] = [],
): Alternatives {
  if (schema === false) return { all: [], isExclusive: false, unread: [] }
  if (!isTable(schema)) return one({})
  const { $ref } = schema
  const reference = typeof $ref === 'string' ? referred($ref, root, through) : undefined
  if (reference !== undefined && hidesSiblings(root)) return reference
  const inside = (part: unknown): Alternatives => alternativesOf(part, root, through)
  const parts = [
    ...(reference ? [reference] : []),
    ...list(schema['allOf']).map(inside),
    ...(Array.isArray(schema['anyOf']) ? [either(schema['anyOf'].map(inside), false)] : []),
    ...(Array.isArray(schema['oneOf']) ? [either(schema['oneOf'].map(inside), true)] : []),
  ]
  const dynamic = ['$dynamicRef', '$recursiveRef'].filter((key) => schema[key] !== undefined)
  return parts.reduce(crossed, { ...one(ownPart(schema)), unread: dynamic })
}

const ownParts = new WeakMap<object, Plain>()

/** What a schema says itself; the same whenever it is asked, so that who goes through it knows it again. */
function ownPart(schema: Readonly<Table>): Plain {
  const entries = Object.entries(schema)
  const part = ownParts.get(schema) ?? Object.fromEntries(entries.filter(([key]) => isOwn(key)))
  ownParts.set(schema, part)
  return part
}

const isOwn = (key: string): boolean => !combining.includes(key) && !isAnnotation(key)

function referred(
  reference: string,
  root: Readonly<Table>,
  through: readonly string[],
): Alternatives {
  if (through.includes(reference)) return one({})
  const target = pointedAt(reference, root)
  if (target === undefined) return { ...one({}), unread: [`the reference ${reference}`] }
  return alternativesOf(target, root, [...through, reference])
}

/** Up to draft-07, nothing that stands beside a reference counts. */
function hidesSiblings({ $schema }: Readonly<Table>): boolean {
  return typeof $schema === 'string' && /draft-0[3-7]/.test($schema)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function either(parts: readonly Alternatives[], isExclusive: boolean): Alternatives {
  return {
    all: parts.flatMap(({ all }) => all),
    isExclusive: isExclusive || parts.some((part) => part.isExclusive),
    unread: parts.flatMap(({ unread }) => unread),
  }
}

function crossed(left: Alternatives, right: Alternatives): Alternatives {
  const isMany = left.all.length * right.all.length > most
  return {
    all: isMany ? left.all : left.all.flatMap((a) => right.all.map((b) => joined(a, b))),
    isExclusive: left.isExclusive || right.isExclusive,
    unread: [
      ...left.unread,
      ...right.unread,
      ...(isMany ? ['a combination of many alternatives'] : []),
    ],
  }
}

const higher: readonly string[] = [
  'minimum',
  'exclusiveMinimum',
  'minLength',
  'minItems',
  'minProperties',
]
const lower: readonly string[] = [
  'maximum',
  'exclusiveMaximum',
  'maxLength',
  'maxItems',
  'maxProperties',
]

const joinedBefore = new WeakMap<Plain, WeakMap<Plain, Plain>>()

/** What fits both; the same for the same two. */
function joined(a: Plain, b: Plain): Plain {
  const before = joinedBefore.get(a)?.get(b)
  if (before) return before
  if (Object.keys(a).length === 0) return b
  if (Object.keys(b).length === 0) return a
  const both = withClosed(a, b)
  joinedBefore.set(a, (joinedBefore.get(a) ?? new WeakMap()).set(b, both))
  return both
}

function withClosed(a: Plain, b: Plain): Plain {
  const result: Record<string, unknown> = { ...a }
  const rests = [...list(a['rests']), ...list(b['rests'])]
  for (const [key, value] of Object.entries(b)) {
    const before = a[key]
    if (key === 'rests') continue
    if (before === undefined || isDeepStrictEqual(before, value)) result[key] = value
    else if (key === 'properties' && isTable(before) && isTable(value)) continue
    else if (key === 'required') result[key] = [...new Set([...list(before), ...list(value)])]
    else if (key === 'type') result[key] = commonTypes(before, value)
    else if (key === 'enum')
      result[key] = list(before).filter((x) => list(value).some((y) => isDeepStrictEqual(x, y)))
    else if (higher.includes(key)) result[key] = Math.max(Number(before), Number(value))
    else if (lower.includes(key)) result[key] = Math.min(Number(before), Number(value))
    else if (key === 'items' || key === 'additionalProperties' || key === 'propertyNames')
      result[key] = { allOf: [before, value] }
    else rests.push({ [key]: value })
  }
  const properties = joinedProperties(a, b)
  return {
    ...result,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(rests.length > 0 && { rests }),
  }
}

/** A property of the one is a further one to the other, which may refuse those. */
function joinedProperties(a: Plain, b: Plain): Readonly<Table> {
  const of = (plain: Plain): Readonly<Table> =>
    isTable(plain['properties']) ? plain['properties'] : {}
  const others = (plain: Plain): unknown => plain['additionalProperties'] ?? true
  const [left, right] = [of(a), of(b)]
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  const pairs = [...names].map((name) => {
    const [x, y] = [own(left, name) ?? others(a), own(right, name) ?? others(b)]
    if (x === true || isDeepStrictEqual(x, y)) return [name, y] as const
    return [name, y === true ? x : { allOf: [x, y] }] as const
  })
  return Object.fromEntries(pairs) as Readonly<Table>
}

function commonTypes(before: unknown, after: unknown): readonly unknown[] {
  const [left, right] = [[before].flat(), [after].flat()]
  const integer = [left, right].every((all) => all.includes('integer') || all.includes('number'))
  const common = left.filter((type) => right.includes(type))
  return integer && !common.includes('number') && !common.includes('integer')
    ? [...common, 'integer']
    : common
}
