import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { checkSchema } from '../validate/check-schema.ts'
import { isTable } from '../helm/merge/coalesce.ts'
import { schemaProblems } from '../validate/schema-problems.ts'
import type { Schema } from '../schema/schema.ts'
import type { ValuesSchema } from '../schema/values-schema.ts'
import type { Component } from './component.ts'

/** What a kind says of itself, so that its options can be checked before anything is made of them. */
export interface KindHead<Values extends object = object> {
  readonly kind: string
  readonly provides: string
  /** What the values of such a component may be. */
  readonly values: ValuesSchema<Values>
  /** What a person may say of such a component. */
  readonly options: Schema
}

/**
 * Makes a component of its options. Where these are wrong, the compiler unasked, it gives a
 * component without parts that knows its faults, so that a platform's faults are told all at once.
 */
export function withOptions<Values extends object, C extends Component<string, Values>>(
  head: KindHead<Values>,
  options: unknown,
  make: () => Omit<C, 'schema'>,
): C {
  const { kind, provides, values: schema } = head
  const faults = optionProblems(head, options)
  if (faults.length === 0) return { ...make(), schema } as C // which has what `make` left out
  const nothing: Component = {
    kind,
    schema,
    provides,
    description: kind,
    uses: [],
    values: () => ({}),
    features: [],
    templates: () => ({ helpers: [], files: {} }),
    faults,
  }
  return nothing as C // refused by `checkPlatform` before anybody asks it for more
}

function optionProblems(head: KindHead, options: unknown): readonly Problem[] {
  const { kind, options: schema } = head
  const given = present(options)
  if (!isTable(given)) {
    const message = `the options of ${kind} must be an object, not ${String(given)}`
    const hint = `write ${kind}({ … })`
    return [{ code: 'option-type', path: '', message, hint }]
  }
  return schemaProblems(schema, given).map((problem) => asOption(head, problem))
}

/** What is undefined is not said. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present)
  if (!isTable(value)) return value
  const said = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(said.map(([key, one]) => [key, present(one)]))
}

function asOption({ kind, values, options: schema }: KindHead, problem: Problem): Problem {
  const code = problem.code.replace(/^values-/, 'option-').replace(/-key$/, '')
  const known = Object.keys(schema.properties ?? {})
  const isUnknown = problem.code === 'values-unknown-key' && !/[.[]/.test(problem.path)
  if (!isUnknown) return { ...problem, code }
  const { path } = problem
  const message = `${kind} has no option ${path}`
  const all = `the options are ${known.join(', ')}`
  const isValue = Object.hasOwn(values.resolved().properties ?? {}, path)
  const hint = isValue
    ? `it is a value: write values: { ${path}: … }`
    : didYouMean(path, known, all)
  return { code, path, message, hint }
}

/** Whether a value is what a function of the catalogue made. */
export function isComponent(value: unknown): value is Component {
  return checkSchema(component, value).length === 0
}

const component: Schema = {
  type: 'object',
  required: ['kind', 'provides', 'uses', 'values', 'features', 'templates'],
  properties: {
    kind: { type: 'string' },
    provides: { type: 'string' },
    uses: { type: 'array' },
    features: { type: 'array' },
  },
}
