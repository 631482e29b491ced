import { isTable } from '../merge/coalesce.ts'
import type { Draft } from './draft.ts'
import { exactly, isNumber } from './exact-number.ts'
import { splitFragment } from './resolve-url.ts'
import { compileRe2, type Pattern } from './re2.ts'
import { pointTo } from './schema-document.ts'
import type { Dependent, Limit, Rules, SchemaNode } from './schema-node.ts'

/** A schema that is made ready. */
export interface Part {
  readonly schema: Readonly<Record<string, unknown>>
  readonly pointer: string
  readonly draft: Draft
  /** The node of a schema inside. */
  readonly nodeAt: (pointer: string, schema: unknown) => SchemaNode
  /** The node that a reference leads to. */
  readonly reference: (keyword: string) => SchemaNode | undefined
  /** Says that the schema refuses every value. */
  readonly refuse: (keyword: string, message: string) => void
}

/** The keywords of a schema that its draft knows; their forms are right. */
export function rulesOf(part: Part): Rules {
  const { draft } = part
  const reference = part.reference('$ref')
  if ('$ref' in part.schema && draft < 2019) return besideReference(part, reference)
  return defined({
    reference,
    ...assertionsOf(part),
    ...boundsOf(part.schema),
    ...itemsOf(part),
    ...propertiesOf(part),
    ...branchesOf(part),
    ...(draft >= 2019 ? laterRulesOf(part) : undefined),
  })
}

/**
 * Up to draft-07, nothing should count beside a reference. For Helm's validator, `const` does; and
 * of the other keywords since draft-06 it follows the references, but asks for nothing.
 */
function besideReference(part: Part, reference: SchemaNode | undefined): Rules {
  if (part.draft >= 6) for (const keyword of ['contains', 'propertyNames']) single(part, keyword)
  branchesOf({ ...part, schema: withoutOlder(part.schema) })
  return defined({ reference, constant: constantOf(part) })
}

function withoutOlder({ if: condition, then: yes, else: no }: Part['schema']): Part['schema'] {
  const branches = Object.entries({ if: condition, then: yes, else: no })
  return Object.fromEntries(branches.filter(([, schema]) => schema !== undefined))
}

function constantOf({ schema, draft }: Part): Rules['constant'] {
  return draft >= 6 && 'const' in schema ? { value: schema['const'] } : undefined
}

/** Rules that may be missing. */
type Loose = { readonly [K in keyof Rules]: Rules[K] | undefined }

function defined(rules: Loose): Rules {
  return Object.fromEntries(Object.entries(rules).filter(([, rule]) => rule !== undefined))
}

function assertionsOf(part: Part): Loose {
  const { schema, draft } = part
  const { type, enum: choices, pattern, format, uniqueItems } = schema
  return {
    types: typeof type === 'string' ? [type] : texts(type),
    choices: Array.isArray(choices) ? (choices as readonly unknown[]) : undefined,
    constant: constantOf(part),
    format: draft < 2019 && typeof format === 'string' ? format : undefined,
    minLength: count(schema, 'minLength'),
    maxLength: count(schema, 'maxLength'),
    pattern: typeof pattern === 'string' ? compileRe2(pattern) : undefined,
    minItems: count(schema, 'minItems'),
    maxItems: count(schema, 'maxItems'),
    uniqueItems: uniqueItems === true ? true : undefined,
    minProperties: count(schema, 'minProperties'),
    maxProperties: count(schema, 'maxProperties'),
    required: texts(schema['required']),
  }
}

/** In draft-04, `exclusiveMinimum: true` makes the minimum an exclusive one. */
function boundsOf(schema: Part['schema']): Loose {
  const { exclusiveMinimum: above, exclusiveMaximum: below } = schema
  const [minimum, maximum] = [limit(schema, 'minimum'), limit(schema, 'maximum')]
  return {
    multipleOf: limit(schema, 'multipleOf'),
    minimum: above === true ? undefined : minimum,
    exclusiveMinimum: above === true ? minimum : limit(schema, 'exclusiveMinimum'),
    maximum: below === true ? undefined : maximum,
    exclusiveMaximum: below === true ? maximum : limit(schema, 'exclusiveMaximum'),
  }
}

function itemsOf(part: Part): Loose {
  const contains = part.draft >= 6 ? single(part, 'contains') : undefined
  if (part.draft >= 2020)
    return { contains, firstItems: list(part, 'prefixItems'), items: single(part, 'items') }
  if (!Array.isArray(part.schema['items'])) return { contains, items: single(part, 'items') }
  return { contains, firstItems: list(part, 'items'), items: single(part, 'additionalItems') }
}

function propertiesOf(part: Part): Loose {
  const dependents = dependentsOf(part)
  return {
    properties: map(part, 'properties'),
    patternProperties: byPattern(part),
    additionalProperties: single(part, 'additionalProperties'),
    propertyNames: part.draft >= 6 ? single(part, 'propertyNames') : undefined,
    dependents: dependents.length > 0 ? dependents : undefined,
  }
}

function dependentsOf(part: Part): readonly Dependent[] {
  const since2019 = ['dependentRequired', 'dependentSchemas'] as const
  const keywords = ['dependencies', ...(part.draft >= 2019 ? since2019 : [])] as const
  return keywords.flatMap((keyword) => {
    const dependencies = part.schema[keyword]
    if (!isTable(dependencies)) return []
    return Object.entries(dependencies).map(([key, schema]) => ({
      keyword,
      key,
      asks: texts(schema) ?? inner(part, schema, keyword, key),
    }))
  })
}

function branchesOf(part: Part): Loose {
  const condition = part.draft >= 7 ? single(part, 'if') : undefined
  return {
    allOf: list(part, 'allOf'),
    anyOf: list(part, 'anyOf'),
    oneOf: list(part, 'oneOf'),
    not: single(part, 'not'),
    condition,
    whenMet: condition && single(part, 'then'),
    whenUnmet: condition && single(part, 'else'),
  }
}

function laterRulesOf(part: Part): Loose {
  const { schema, draft } = part
  const contains = 'contains' in schema
  return {
    minContains: contains ? count(schema, 'minContains') : undefined,
    maxContains: contains ? count(schema, 'maxContains') : undefined,
    unevaluatedItems: single(part, 'unevaluatedItems'),
    unevaluatedProperties: single(part, 'unevaluatedProperties'),
    recursive: recursiveOf(part),
    dynamic: draft >= 2020 ? dynamicOf(part) : undefined,
  }
}

function recursiveOf(part: Part): Rules['recursive'] {
  const target = part.reference('$recursiveRef')
  const isDynamic = isTable(target?.schema) && target.schema['$recursiveAnchor'] === true
  return target && { target, isDynamic }
}

function dynamicOf(part: Part): Rules['dynamic'] {
  const target = part.reference('$dynamicRef')
  const [, name = ''] = splitFragment(String(part.schema['$dynamicRef']))
  const isDynamic = isTable(target?.schema) && target.schema['$dynamicAnchor'] === name
  return target && { target, name: isDynamic ? name : undefined }
}

function inner(part: Part, schema: unknown, ...steps: readonly string[]): SchemaNode {
  return part.nodeAt(pointTo(part.pointer, ...steps), schema)
}

function single(part: Part, keyword: string): SchemaNode | undefined {
  return keyword in part.schema ? inner(part, part.schema[keyword], keyword) : undefined
}

function list(part: Part, keyword: string): readonly SchemaNode[] | undefined {
  const schemas = part.schema[keyword]
  if (!Array.isArray(schemas)) return undefined
  return schemas.map((schema, index) => inner(part, schema, keyword, String(index)))
}

function map(part: Part, keyword: string): ReadonlyMap<string, SchemaNode> | undefined {
  const schemas = part.schema[keyword]
  if (!isTable(schemas)) return undefined
  return new Map(
    Object.entries(schemas).map(([key, schema]) => [key, inner(part, schema, keyword, key)]),
  )
}

function byPattern(part: Part): readonly (readonly [Pattern, SchemaNode])[] | undefined {
  const all = map(part, 'patternProperties')
  return (
    all &&
    [...all].flatMap(([text, node]) => {
      const pattern = compileRe2(text)
      if (pattern) return [[pattern, node] as const]
      part.refuse('patternProperties', `${text} is no regular expression of Go's syntax, RE2`)
      return []
    })
  )
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined
}

function limit(schema: Part['schema'], keyword: string): Limit | undefined {
  const value = schema[keyword]
  return isNumber(value) ? value : undefined
}

function count(schema: Part['schema'], keyword: string): number | undefined {
  const value = limit(schema, keyword)
  return value === undefined
    ? undefined
    : Number(exactly(value).numerator / exactly(value).denominator)
}
