import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schemaChanges } from '../../../src/diff/schema/schema-changes.ts'
import { compileSchema } from '../../../src/helm/json-schema/compile-schema.ts'
import { evaluate } from '../../../src/helm/json-schema/evaluate.ts'
import { checkSchema } from '../../../src/validate/check-schema.ts'
import type { Schema } from '../../../src/schema/schema.ts'
import { plan } from '../../default-project.ts'

const object = (properties: Schema['properties'] = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
})
/** A schema of another hand, with any keyword. */
const foreign = (fields: object): Schema => fields
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` })
const text: Schema = { type: 'string' }
const number: Schema = { type: 'integer' }

/** An old schema, the next one, and what breaks. */
const cases: Readonly<Record<string, readonly [old: Schema, next: Schema, breaks: string]>> = {
  'a key is gone': [object({ a: text, b: text }), object({ a: text }), 'removed-key b'],
  'a key is renamed': [
    object({ replica: number }),
    object({ replicas: number }),
    'removed-key replica, is it replicas now?',
  ],
  'a section is gone, told once': [object({ a: object({ b: text }) }), object(), 'removed-key a'],
  'a key becomes one of any': [
    object({ a: text }),
    { type: 'object', additionalProperties: text },
    '',
  ],
  'a key is new': [object(), object({ a: text }), ''],
  'a key must be set': [
    object({ a: text }),
    { ...object({ a: text }), required: ['a'] },
    'required-key a',
  ],
  'any key was allowed': [{ type: 'object' }, object(), 'closed-map '],
  'another type': [object({ a: text }), object({ a: number }), 'narrowed-type a'],
  'one type fewer': [
    object({ a: { type: ['string', 'integer'] } }),
    object({ a: text }),
    'narrowed-type a',
  ],
  'one type more': [object({ a: text }), object({ a: { type: ['string', 'integer'] } }), ''],
  'a number may have a fraction': [number, { type: 'number' }, ''],
  'a choice is gone': [{ enum: ['a', 'b'] }, { enum: ['a'] }, 'narrowed-enum '],
  'there is no free choice': [text, { type: 'string', enum: ['a'] }, 'narrowed-enum '],
  'the least is more': [
    { type: 'integer', minimum: 1 },
    { type: 'integer', minimum: 2 },
    'narrowed-minimum ',
  ],
  'there is a most': [number, { type: 'integer', maximum: 9 }, 'narrowed-maximum '],
  'the most is more': [{ type: 'integer', maximum: 9 }, { type: 'integer', maximum: 10 }, ''],
  'there is a pattern': [text, { type: 'string', pattern: '^a' }, 'narrowed-pattern '],
  'there is another pattern': [
    { type: 'string', pattern: '^a' },
    { type: 'string', pattern: '^b' },
    'narrowed-pattern  (perhaps)',
  ],
  'entries of a map': [
    { type: 'object', additionalProperties: text },
    { type: 'object', additionalProperties: number },
    'narrowed-type *',
  ],
  'items of a list': [
    { type: 'array', items: text },
    { type: 'array', items: number },
    'narrowed-type *',
  ],
  'a new rule on what goes together': [object(), { ...object(), if: {}, then: {} }, 'narrowed-if '],
  'what a reference points to': [
    { ...object({ a: { $ref: '#/definitions/one' } }), definitions: { one: text } },
    { ...object({ a: { $ref: '#/definitions/other' } }), definitions: { other: number } },
    'narrowed-type a',
  ],
  'what $defs hold': [
    { ...object({ a: ref('one') }), ...foreign({ $defs: { one: text } }) },
    { ...object({ a: ref('one') }), ...foreign({ $defs: { one: number } }) },
    'narrowed-type a',
  ],
  'a bound that is no longer good itself': [
    { type: 'number', minimum: 1 },
    foreign({ type: 'number', exclusiveMinimum: 1 }),
    'narrowed-exclusive-minimum ',
  ],
  'a bound that is good itself now': [
    foreign({ type: 'number', exclusiveMaximum: 5 }),
    { type: 'number', maximum: 5 },
    '',
  ],
  'an exclusive bound of draft-04': [
    foreign({ type: 'number', minimum: 1 }),
    foreign({ type: 'number', minimum: 1, exclusiveMinimum: true }),
    'narrowed-minimum ',
  ],
  'a multiple of more': [
    foreign({ type: 'integer', multipleOf: 2 }),
    foreign({ type: 'integer', multipleOf: 3 }),
    'narrowed-multiple-of ',
  ],
  'a rule about texts where texts are not allowed': [
    number,
    { type: ['integer', 'string'], minLength: 1 },
    '',
  ],
  'an alternative is gone': [
    foreign({ anyOf: [text, number] }),
    foreign({ anyOf: [text] }),
    'narrowed-type ',
  ],
  'an alternative more': [text, foreign({ anyOf: [number, text] }), ''],
  'types become alternatives': [
    { type: ['string', 'null'], minLength: 1 },
    foreign({ oneOf: [{ type: 'null' }, text] }),
    '',
  ],
  'an alternative allows less': [
    foreign({ anyOf: [text, number] }),
    foreign({ anyOf: [text, { type: 'integer', minimum: 1 }] }),
    'narrowed-minimum ',
  ],
  'alternatives of one type': [
    foreign({
      anyOf: [
        { type: 'string', pattern: '^a' },
        { type: 'string', pattern: '^b' },
      ],
    }),
    foreign({
      anyOf: [
        { type: 'string', pattern: '^c' },
        { type: 'string', pattern: '^d' },
      ],
    }),
    'schema-not-compared  (perhaps)',
  ],
  'alternatives of which a value may fit one alone': [
    foreign({ anyOf: [{ minimum: 1 }, { maximum: 5 }] }),
    foreign({ oneOf: [{ minimum: 1 }, { maximum: 5 }] }),
    'schema-not-compared  (perhaps)',
  ],
  'parts that are joined': [
    foreign({ allOf: [object({ a: text })] }),
    foreign({ allOf: [{ type: 'object', properties: { a: text } }, { required: ['a'] }] }),
    'required-key a',
  ],
  'what was described in other words': [
    foreign({ anyOf: [text, number], title: 'a' }),
    foreign({ anyOf: [{ ...text, description: 'b' }, number], title: 'c' }),
    '',
  ],
  'a rule that has changed': [
    { type: 'object', not: { required: ['a'] } },
    { type: 'object', not: { required: ['b'] } },
    'narrowed-not  (perhaps)',
  ],
  'a schema that refers to itself': [tree(text), tree(number), 'narrowed-type leaf'],
}

function tree(leaf: Schema): Schema {
  const node = object({ leaf, left: { $ref: '#/definitions/node' } })
  return { $ref: '#/definitions/node', definitions: { node } }
}

it.each(Object.entries(cases))('%s', (_, [old, next, breaks]) => {
  const told = schemaChanges(old, next).map(
    ({ code, path, hint, severity }) =>
      `${code} ${path}${hint ? `, ${hint}` : ''}${severity ? ' (perhaps)' : ''}`,
  )
  expect([...new Set(told)].join('; ')).toBe(breaks)
})

const limits = { min: 0, max: 3 }
const leaf: fc.Arbitrary<Schema> = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom('integer', 'number'),
      minimum: fc.integer(limits),
      maximum: fc.integer(limits),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('string'),
      minLength: fc.integer(limits),
      maxLength: fc.integer(limits),
      pattern: fc.constantFrom('^a', '^b*$'),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ enum: fc.subarray(['a', 'b', 1, true], { minLength: 1 }) }),
  fc.record({ type: fc.subarray(['string', 'integer', 'boolean'], { minLength: 1 }) }),
)
const { schema } = fc.letrec<{ schema: Schema; map: Schema }>((tie) => ({
  schema: fc.oneof({ maxDepth: 2 }, leaf, tie('map')),
  map: fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2 }),
      additionalProperties: fc.oneof(fc.constant(false), fc.constant(false), tie('schema')),
      required: fc.subarray(['a', 'b'], { maxLength: 1 }),
    },
    { requiredKeys: ['type', 'properties', 'additionalProperties'] },
  ),
}))
const scalar = fc.constantFrom<unknown>('', 'a', 'ab', 'b', 'bbb', 0, 1, 1.5, 2, 3, true)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 2 }),
  ),
}))

describe('of any two schemas', () => {
  it('that are the same, nothing breaks', () => {
    fc.assert(
      fc.property(schema, (same) => {
        expect(schemaChanges(same, structuredClone(same))).toEqual([])
      }),
    )
    expect(schemaChanges(plan.schema, structuredClone(plan.schema))).toEqual([])
  })

  it('of which nothing is said, the next allows all that the old one did', () => {
    const accepts = (one: Schema, data: unknown): boolean => checkSchema(one, data).length === 0
    let accepted = 0
    fc.assert(
      fc.property(
        schema,
        schema,
        fc.array(value, { minLength: 20, maxLength: 20 }),
        (old, next, data) => {
          fc.pre(schemaChanges(old, next).length === 0)
          for (const one of data.filter((each) => accepts(old, each))) {
            accepted += 1
            expect(accepts(next, one), JSON.stringify(one)).toBe(true)
          }
        },
      ),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    )
    expect(accepted).toBeGreaterThan(100)
  })

  it('of any hand of which nothing is said, the next allows all that the old one did', () => {
    const parts = fc.array(schema, { minLength: 1, maxLength: 2 })
    const combined = fc
      .record({
        base: schema,
        combination: fc.constantFrom('allOf', 'anyOf', 'oneOf', 'not', '$ref'),
        parts,
      })
      .map(({ base, combination, parts: all }) => {
        if (combination === '$ref') {
          const $defs = { x: all[0] }
          return foreign({ $defs, allOf: [base, { $ref: '#/$defs/x' }] })
        }
        return foreign({ ...base, [combination]: combination === 'not' ? all[0] : all })
      })
    const accepts = (one: Schema, data: unknown): boolean => {
      const { node } = compileSchema(one)
      return node !== undefined && evaluate(node, data).length === 0
    }
    let accepted = 0
    fc.assert(
      fc.property(
        fc.oneof(schema, combined),
        combined,
        fc.array(value, { minLength: 20, maxLength: 20 }),
        (old, next, data) => {
          fc.pre(schemaChanges(old, next).length === 0)
          for (const one of data.filter((each) => accepts(old, each))) {
            accepted += 1
            expect(accepts(next, one), JSON.stringify(one)).toBe(true)
          }
        },
      ),
      { numRuns: 300, maxSkipsPerRun: 3000 },
    )
    expect(accepted).toBeGreaterThan(30)
  })
})
