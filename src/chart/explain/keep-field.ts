import { isDeepStrictEqual } from 'node:util'
import { differences } from '../../diff/differences.ts'
import { evaluateDocuments } from '../../template/evaluate/evaluate.ts'
import { failures } from '../../template/evaluate/failures.ts'
import { type Reference, references } from '../../template/view/references.ts'
import { literalType, type TypeSchema, valueType } from '../../template/node/value-type.ts'
import { overlay } from '../../helm/merge/overlay.ts'
import { schemaAt } from '../../schema/schema-at.ts'
import { schemaProblems } from '../../validate/schema-problems.ts'
import { writeSet } from '../../helm/set/write-set.ts'
import { valueAt } from '../../values/value-at.ts'
import { isMap, type Value, type Values } from '../../values/value.ts'
import type { FindKeep, ObjectField } from '../../verify/upgrade/check-upgrade.ts'
import { fieldAt, type FieldPath } from '../../verify/upgrade/field-path.ts'
import type { Keep } from '../../verify/upgrade/finding.ts'
import { at } from '../../verify/fields.ts'
import { formatPath, type YamlPath } from '../../helm/yaml/yaml-path.ts'
import { chartFailures } from '../evaluate-chart.ts'
import type { PlatformPlan } from '../plan-platform.ts'
import { type Release, type TemplateFile, templateFiles } from '../template-files.ts'

/** Values to set, by their paths in the umbrella's. */
type Assignment = readonly (readonly [path: YamlPath, value: Value])[]

/** The document that renders an object. */
interface Source {
  readonly file: TemplateFile
  readonly document: unknown
  readonly object: unknown
  /** What the document reads. */
  readonly reads: readonly Reference[]
}

/**
 * Finds the values that make a chart render what an object has in a field: among those that its
 * template reads, the ones that bring it about when they are set. Where several do, the one that
 * changes the least besides.
 */
export function keepField(plan: PlatformPlan, values: Values, release: Release): FindKeep {
  const sources = sourcesOf(templateFiles(plan, values, release))
  return (field, live) => {
    const source = sources.get(identity(field))
    if (source === undefined) return undefined
    const all = candidates(source, field.path, live, plan, values)
    const likely = all.filter(isNamedLike(field.path))
    const best = bestOf(likely, source, field, live) ?? bestOf(all, source, field, live)
    return best && toKeep(best.assignment, plan, values, release)
  }
}

/** Values are mostly called what the field is called. */
function isNamedLike(path: FieldPath): (assignment: Assignment) => boolean {
  const name = namesIn(path).at(-1)
  return (assignment) =>
    assignment.some(([value]) => value.at(-1) === name || value.at(-2) === name)
}

function bestOf(
  assignments: readonly Assignment[],
  source: Source,
  field: ObjectField,
  live: unknown,
): Hit | undefined {
  return assignments
    .flatMap((assignment) => attempt(assignment, source, field, live))
    .toSorted((a, b) => a.changes - b.changes)[0]
}

function sourcesOf(files: readonly TemplateFile[]): ReadonlyMap<string, Source> {
  const sources = files
    .filter(({ isOn }) => isOn)
    .flatMap((file) =>
      file.documents.flatMap((document) => {
        const reads = references(document)
        return rendered(document, file.input).map((object) => ({ file, document, object, reads }))
      }),
    )
  return new Map(sources.map((one) => [identityOf(one.object), one]))
}

function rendered(document: unknown, input: TemplateFile['input']): readonly unknown[] {
  return failures([document], input).length > 0 ? [] : evaluateDocuments([document], input)
}

const identity = ({ kind, name }: Pick<ObjectField, 'kind' | 'name'>): string => `${kind}/${name}`

function identityOf(object: unknown): string {
  return `${String(at(object, 'kind'))}/${String(at(object, 'metadata', 'name'))}`
}

/** An assignment that brings a field about, and how much it changes in the object. */
interface Hit {
  readonly assignment: Assignment
  readonly changes: number
}

function attempt(
  assignment: Assignment,
  { file, document, object }: Source,
  field: ObjectField,
  live: unknown,
): readonly Hit[] {
  const input = { ...file.input, values: inComponent(assignment, file) }
  const next = rendered(document, input).find((one) => identityOf(one) === identity(field))
  if (!isDeepStrictEqual(fieldAt(next, field.path), live)) return []
  return [{ assignment, changes: differences(object, next).length }]
}

/** The values that a component's templates see with an assignment. */
function inComponent(assignment: Assignment, { component, input }: TemplateFile): Values {
  return assignment.reduce<Values>((values, [path, value]) => {
    const own = component === undefined || path[0] === 'global' ? path : path.slice(1)
    return withValue(values, own, value)
  }, input.values as Values) // what templates see are values
}

function withValue(values: Values, path: YamlPath, value: Value): Values {
  const nested = path.reduceRight<Value>((inner, step) => ({ [step]: inner }), value)
  return isMap(nested) ? overlay(values, nested) : values
}

function candidates(
  { file, reads }: Source,
  path: FieldPath,
  live: unknown,
  { types }: PlatformPlan,
  values: Values,
): readonly Assignment[] {
  const names = namesIn(path)
  const paths = reads.flatMap(({ path: reference, deep }) => {
    const found = withoutStars(reference.split('.'), names)
    return deep
      ? found.flatMap((one) => [one, ...suffixes(names).map((end) => [...one, ...end])])
      : found
  })
  const absolute = paths.map((one) =>
    file.component === undefined || one[0] === 'global' ? one : [file.component, ...one],
  )
  const known = absolute.flatMap((one) => {
    const schema = schemaAt(types, one)
    return schema ? [{ path: one, schema }] : []
  })
  const single = known.flatMap((one) =>
    formsOf(live).flatMap((value): readonly Assignment[] =>
      isOfType(value, one.schema) ? [[[one.path, value]]] : [],
    ),
  )
  const images = known
    .filter((one) => one.path.at(-1) === 'repository')
    .flatMap((one) => imageAssignment(one.path.slice(0, -1), live, values))
  return unique([...single, ...images])
}

/** Templates rely on the types of their values, which the schema keeps. */
function isOfType(value: Value, schema: TypeSchema): boolean {
  const [given, wanted] = [literalType(value), valueType(schema)]
  return wanted === 'any' || wanted === given || (wanted === 'number' && given === 'integer')
}

/** Names that the keys of a free-form map may have: those of the field's own way. */
function namesIn(path: FieldPath): readonly string[] {
  return path.flatMap((step) => {
    if ('field' in step) return [step.field]
    return 'keys' in step ? Object.values(step.keys).map(String).slice(0, 1) : []
  })
}

function withoutStars(path: readonly string[], names: readonly string[]): readonly string[][] {
  const star = path.indexOf('*')
  if (star < 0) return [[...path]]
  return names.flatMap((name) =>
    withoutStars([...path.slice(0, star), name, ...path.slice(star + 1)], names),
  )
}

/** The last one, two and three names. */
function suffixes(names: readonly string[]): readonly (readonly string[])[] {
  return [1, 2, 3].flatMap((length) => (length <= names.length ? [names.slice(-length)] : []))
}

/** A value as it stands in the object, as another type, or without the name around it. */
function formsOf(live: unknown): readonly Value[] {
  if (typeof live === 'string') {
    const whole = Number(live)
    return live !== '' && Number.isSafeInteger(whole) ? [live, whole] : [live]
  }
  if (typeof live === 'number' || typeof live === 'boolean') return [live, String(live)]
  const inner = at(live, 'value')
  const whole = live as Value // what an API server sends is JSON
  return typeof inner === 'string' ? [inner, whole] : [whole]
}

/** An image in the parts in which charts keep it; only what differs is set. */
function imageAssignment(parent: YamlPath, live: unknown, values: Values): readonly Assignment[] {
  const parts = typeof live === 'string' ? imagePattern.exec(live)?.groups : undefined
  if (parts === undefined) return []
  const { registry = '', repository = '', tag = '', digest = '' } = parts
  const wanted = { registry, repository, tag, digest }
  const changed = Object.entries(wanted).filter(
    ([key, part]) => (valueAt(values, [...parent, key]) ?? '') !== part,
  )
  const assignments = changed.map(([key, part]) => [[...parent, key], part] as const)
  const withoutRegistry = assignments.filter(([path]) => path.at(-1) !== 'registry')
  return [assignments, withoutRegistry]
}

const imagePattern =
  /^(?:(?<registry>[^/]*[.:][^/]*|localhost)\/)?(?<repository>[^:@]+)(?::(?<tag>[^@]+))?(?:@(?<digest>.+))?$/

function unique(assignments: readonly Assignment[]): readonly Assignment[] {
  const found = assignments.filter((one) => one.length > 0)
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()]
}

function toKeep(
  assignment: Assignment,
  plan: PlatformPlan,
  values: Values,
  release: Release,
): Keep {
  const next = assignment.reduce((all, [path, value]) => withValue(all, path, value), values)
  const [refused] = [
    ...schemaProblems(plan.schema, next).map(({ path, message }) => `${path}: ${message}`),
    ...chartFailures(plan, next, release),
  ]
  return {
    values: Object.fromEntries(assignment.map(([path, value]) => [formatPath(path), value])),
    options: assignment.map(([path, value]) => writeSet(path, value)).join(' '),
    ...(refused !== undefined && { refused }),
  }
}
