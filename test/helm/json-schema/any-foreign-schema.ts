import * as fc from 'fast-check'
import type { Case } from './helm-judges.ts'

const dialects = [
  'http://json-schema.org/draft-04/schema#',
  'http://json-schema.org/draft-06/schema#',
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft-07/schema',
  'https://json-schema.org/draft/2019-09/schema',
  'https://json-schema.org/draft/2020-12/schema',
]
const keys = fc.constantFrom('a', 'b', 'ab', 'a/b', 'constructor', 'k8s.io')
const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'object', 'array', 'null')
const count = fc.integer({ min: 0, max: 3 })
const limit = fc.constantFrom(-1, 0, 0.1, 0.3, 1, 1.5, 2, 10, 2 ** 53, 1e21)
const patterns = String.raw`^a (?i)^A$ b$ ^[[:alpha:]]+$ ^(a|b)+$ ^.{2}$ \d \pL ^$ a\-b ^(?P<n>a) \z ^(a+)+$ \s`
const pattern = fc.constantFrom(...patterns.split(' '))
const format = fc.constantFrom('ipv4', 'uri', 'email', 'hostname', 'date', 'regex', 'int32')
const texts = [
  '',
  'a',
  'A',
  'ab',
  'a-b',
  '1',
  '1.2.3.4',
  'a@b',
  '😀',
  '2024-02-29',
  'http://a/b',
  'x\n',
]

const anyScalar = fc.oneof(
  fc.constantFrom(...texts),
  fc.boolean(),
  limit,
  fc.constantFrom(0.7, 3, -2, 2 ** 53 + 2),
)
const anyMap: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.letrec<{
  value: unknown
  map: Readonly<Record<string, unknown>>
}>((tie) => ({
  map: fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 3 },
    anyScalar,
    fc.array(fc.oneof(anyScalar, fc.constant(null)), { maxLength: 3 }),
    tie('map'),
  ),
})).map

const anySchema: fc.Arbitrary<unknown> = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = tie('schema')
  const list = fc.array(inner, { minLength: 1, maxLength: 3 })
  const map = fc.dictionary(keys, inner, { maxKeys: 3, noNullPrototype: true })
  const keywords: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    enum: fc.uniqueArray(anyScalar, { minLength: 1, maxLength: 3 }),
    const: anyScalar,
    minimum: limit,
    maximum: limit,
    exclusiveMinimum: fc.oneof(limit, fc.boolean()),
    exclusiveMaximum: limit,
    multipleOf: fc.constantFrom(0.1, 0.01, 2, 1.5),
    minLength: count,
    maxLength: count,
    pattern,
    format,
    items: fc.oneof(inner, list),
    prefixItems: list,
    additionalItems: inner,
    contains: inner,
    minContains: count,
    minItems: count,
    maxItems: count,
    uniqueItems: fc.boolean(),
    properties: map,
    patternProperties: fc.dictionary(pattern, inner, { maxKeys: 2, noNullPrototype: true }),
    additionalProperties: fc.oneof(fc.boolean(), inner),
    propertyNames: inner,
    required: fc.uniqueArray(keys, { maxLength: 2 }),
    minProperties: count,
    maxProperties: count,
    dependencies: fc.dictionary(keys, fc.oneof(inner, fc.uniqueArray(keys, { maxLength: 2 }))),
    dependentRequired: fc.dictionary(keys, fc.uniqueArray(keys, { maxLength: 2 })),
    dependentSchemas: map,
    allOf: list,
    anyOf: list,
    oneOf: list,
    not: inner,
    if: inner,
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: inner,
    else: inner,
    unevaluatedProperties: fc.oneof(fc.boolean(), inner),
    unevaluatedItems: fc.oneof(fc.boolean(), inner),
    $ref: fc.constantFrom('#', '#/definitions/one', '#/$defs/two', '#/definitions/none', '#anchor'),
    description: fc.constantFrom<unknown>('text', 'text', 'text', 1),
  }
  const one = fc
    .constantFrom(...Object.keys(keywords))
    .chain((keyword) => (keywords[keyword] ?? fc.constant(1)).map((value) => [keyword, value]))
  const node = fc
    .array(one, { minLength: 1, maxLength: 4 })
    .map((entries) => Object.fromEntries(entries) as unknown)
  const leaf = fc.constantFrom<unknown>({}, true, false, { type: 'string' }, { type: 'integer' })
  return { schema: fc.oneof({ maxDepth: 4 }, leaf, { arbitrary: node, weight: 4 }) }
}).schema

const anyDocument: fc.Arbitrary<string> = fc
  .record({
    $schema: fc.option(fc.constantFrom(...dialects), { nil: undefined }),
    root: anySchema,
    definitions: fc.record({ one: anySchema }),
    $defs: fc.record({ two: anySchema, three: fc.constant({ $anchor: 'anchor', type: 'object' }) }),
  })
  .map(({ root, ...parts }) =>
    JSON.stringify(typeof root === 'object' ? { ...root, ...parts } : root),
  )

/** Schemas as people write them for their charts, some of them wrong, and values for them. */
export const anyForeignCase: fc.Arbitrary<Case> = fc.record({ schema: anyDocument, values: anyMap })
