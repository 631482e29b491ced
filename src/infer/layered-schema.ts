/** Keywords with a schema, a list of them, and some by name. */
const single = ['additionalProperties', 'contains', 'else', 'if', 'items', 'not', 'then']
const several = ['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems']
const byName = ['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties']

/** Keywords that say what a value is. */
const typing = [
  '$ref',
  'additionalProperties',
  'allOf',
  'anyOf',
  'const',
  'enum',
  'items',
  'oneOf',
  'patternProperties',
  'properties',
  'tsType',
  'type',
]

/**
 * A schema of any draft for one layer of values: what is required may come from the layers below, but
 * for the keys of a list's items, which do not merge. Titles would become names of types. References that lead out of the schema stand for
 * anything, and nothing is fetched.
 */
export function layered(schema: object, isLayer = true): object {
  const { required, title: _, ...rest } = schema as Readonly<Record<string, unknown>> // of any draft
  const { $ref } = rest
  if (!typing.some((keyword) => keyword in rest)) return { ...rest, tsType: 'unknown' }
  if (typeof $ref === 'string' && !$ref.startsWith('#')) {
    return { tsType: 'unknown', description: `Anything; its schema is ${$ref}` }
  }
  const inner = Object.entries(rest).map(([key, value]): [string, unknown] => {
    const change = (one: unknown): unknown => (isObject(one) ? layered(one, isBelow(key)) : one)
    const isBelow = (name: string): boolean =>
      isLayer && !/^(?:items|prefixItems|contains)$/.test(name)
    if (several.includes(key) && Array.isArray(value)) return [key, value.map(change)]
    if (single.includes(key)) return [key, change(value)]
    if (!byName.includes(key) || !isObject(value)) return [key, value]
    return [
      key,
      Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one)])),
    ]
  })
  const kept = inner.filter(([key, value]) => !several.includes(key) || saysMore(value))
  return { ...Object.fromEntries(kept), ...(!isLayer && required !== undefined && { required }) }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Whether branches are more than a choice of what must be there, which types do not know. */
function saysMore(branches: unknown): boolean {
  if (!Array.isArray(branches)) return true
  return branches.some((one) => isObject(one) && typing.some((keyword) => keyword in one))
}
