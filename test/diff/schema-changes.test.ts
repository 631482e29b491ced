import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schemaChanges } from '../../src/diff/schema-changes.ts'
import { checkSchema } from '../../src/validate/check-schema.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { plan } from '../default-project.ts'

const object = (properties: Schema['properties'] = {}): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
})
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
})
