import type { ChartValues } from '../helm/merge/chart-values.ts'
import { get, isTable, layOver, type Table } from '../helm/merge/coalesce.ts'
import type { Schema } from '../schema/schema.ts'
import { readsOf } from './read-templates.ts'
import { type ValueComment, valueComments } from './value-comments.ts'
import { both, type ValueReads } from './value-reads.ts'

/** A first schema of a chart's values, and what is odd in them. */
export interface ChartSchema {
  readonly schema: Schema
  /** Keys of values.yaml that no template reads. */
  readonly unread: readonly string[]
  /** Values that templates read and values.yaml does not have. */
  readonly missing: readonly string[]
}

/**
 * A strict first schema for the values of a chart: types from its values.yaml, descriptions from the
 * comments there, closed where templates read keys by their names. It is a start, for a person to read.
 */
export function chartSchema(chart: ChartValues): ChartSchema {
  const found: Found = { comments: new Map(), own: new Set(), unread: [], missing: [] }
  addComments(chart, [], found.comments)
  const subcharts = subchartsOf(chart)
  for (const [name, one] of subcharts) if (one.schema ?? isLibrary(one)) found.own.add(name)
  const { properties = {}, ...root } = schemaOf(defaultsOf(chart), readsOf(chart), [], found)
  return {
    schema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: `Values of the chart ${chart.name}`,
      ...root,
      properties: { ...globals, ...properties },
    },
    unread: found.unread,
    missing: found.missing,
  }
}

/** Helm gives them to each chart that is a subchart. */
export const globals = { global: { description: 'Values of all charts', type: 'object' } } as const

interface Found {
  readonly comments: Map<string, ValueComment>
  /** Sections that are no matter of this schema. */
  readonly own: Set<string>
  readonly unread: string[]
  readonly missing: string[]
}

/** The subcharts of a chart, by the keys of their values. */
export function subchartsOf(chart: ChartValues): ReadonlyMap<string, ChartValues> {
  return new Map([
    ...(chart.undeclared ?? []).map((one) => [one.name, one] as const),
    ...chart.dependencies.map((one) => [one.alias ?? one.chart.name, one.chart] as const),
  ])
}

const isLibrary = ({ metadata }: ChartValues): boolean => metadata?.['type'] === 'library'

/** The defaults of a chart, with those of its subcharts below their names. */
export function defaultsOf(chart: ChartValues): Table {
  const sections = [...subchartsOf(chart)].map(([name, one]) => [name, defaultsOf(one)])
  return layOver(Object.fromEntries(sections) as Table, chart.values) // made of pairs
}

function addComments(
  chart: ChartValues,
  at: readonly string[],
  comments: Map<string, ValueComment>,
): void {
  for (const [name, one] of subchartsOf(chart)) addComments(one, [...at, name], comments)
  for (const [path, comment] of valueComments(chart.valuesText ?? '')) {
    comments.set([...at, path].join('.'), comment)
  }
}

/** The schema of the value at a path; `value` is undefined where values.yaml has none. */
function schemaOf(
  value: unknown,
  reads: ValueReads | undefined,
  path: readonly string[],
  found: Found,
): Schema {
  const comment = found.comments.get(path.join('.'))
  const described = comment?.description ? { description: comment.description } : {}
  const section = path.length === 1 ? path[0] : undefined
  if (section !== undefined && found.own.has(section)) {
    return { description: `Values of the subchart ${section}`, type: 'object' }
  }
  if (path.at(-1) === 'global') return { ...described, type: 'object' }
  if (reads === undefined) return unread(value, path, described, found)
  if (value === undefined && path.length > 0 && isLeaf(reads)) found.missing.push(path.join('.'))
  if (reads.isSwitch) return { ...described, type: 'boolean' }
  if (reads.isOfAnyType) return described
  const text = reads.isTemplate ? ['string'] : []
  if (isTable(value) || (isAbsent(value) && reads.keys.size > 0)) {
    return { ...described, ...object(isTable(value) ? value : {}, reads, path, found, text) }
  }
  if (Array.isArray(value)) {
    return { ...described, ...typed('array', text), ...items(value, reads, path, found) }
  }
  return { ...described, ...scalar(value, comment?.type) }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const isLeaf = (reads: ValueReads): boolean => reads.keys.size === 0

/** A value that no template reads may be anything: perhaps something else reads it. */
function unread(value: unknown, path: readonly string[], described: Schema, found: Found): Schema {
  found.unread.push(path.join('.'))
  return isTable(value) ? { ...described, type: 'object' } : described
}

function object(
  value: Readonly<Table>,
  reads: ValueReads,
  path: readonly string[],
  found: Found,
  text: readonly string[],
): Schema {
  const isOpen = reads.isWhole || reads.entries !== undefined
  const keys = new Set([...Object.keys(value), ...reads.keys.keys()])
  const properties = [...keys].map((key) => {
    const inner = both(reads.keys.get(key), reads.entries) ?? (reads.isWhole ? taken : undefined)
    return [key, schemaOf(get(value, key), inner, [...path, key], found)] as const
  })
  const isClosed = !isOpen && keys.size > 0
  return {
    ...typed('object', text),
    ...(keys.size > 0 && { properties: Object.fromEntries(properties) }),
    ...(isClosed && { additionalProperties: false }),
  }
}

/** What is done with values in a map that is taken as a whole. */
const taken: ValueReads = { keys: new Map(), isWhole: true, isOfAnyType: true }

function items(
  value: readonly unknown[],
  reads: ValueReads,
  path: readonly string[],
  found: Found,
): Schema {
  const types = [...new Set(value.map((item) => scalar(item).type))]
  if (types.length === 1 && types[0] !== undefined) return { items: { type: types[0] } }
  if (reads.isWhole || reads.entries === undefined || reads.entries.keys.size === 0) return {}
  if (reads.entries.isOfAnyType) return {}
  const all = value.filter(isTable).reduce<Table>(layOver, {})
  if (value.length > 0 && !value.every(isTable)) return {}
  const quiet = { ...found, missing: [] } // items have the keys that they need
  return { items: object(all, reads.entries, [...path, '*'], quiet, []) }
}

/** Text that is empty says little of what is meant: it is often where a number may be. */
function scalar(value: unknown, type?: string): Schema {
  switch (typeof value) {
    case 'boolean':
      return { type: 'boolean' }
    case 'number':
      return { type: Number.isInteger(value) ? 'integer' : 'number' }
    case 'string':
      return { type: value === '' ? ['string', 'number', 'boolean'] : 'string' }
    default:
      return type === 'array' || type === 'object' ? { type } : {}
  }
}

function typed(type: string, others: readonly string[]): Schema {
  return { type: others.length > 0 ? [type, ...others] : type }
}
