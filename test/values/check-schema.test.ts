import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSchema } from '../../src/values/check-schema.ts'
import type { Schema } from '../../src/values/schema.ts'

const texts = ['', 'a', 'ab', 'a-b', '1', '😀', 'app/a', '__proto__', 'constructor', 'x\ny']
const keys = fc.constantFrom('a', 'b', 'ab', 'app/a', '__proto__') // ajv cannot compare toString
const small = fc.integer({ min: 0, max: 3 })

const anyScalar = fc.oneof(
  fc.constantFrom(...texts),
  fc.boolean(),
  fc.integer({ min: -1, max: 4 }),
  fc.constantFrom(0.5, 1.5, null),
)

const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    anyScalar,
    fc.array(tie('value'), { maxLength: 3 }),
    dictionary(tie('value')),
  ),
})).value

function dictionary<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.array(fc.tuple(keys, value), { maxLength: 3 }).map((all) => Object.fromEntries(all))
}

const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'object', 'array')
const pattern = fc.constantFrom('^a', 'b$', '^[a-z]*$', '^(a|1)?$', '-')

const anySchema: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => {
  const inner = tie('schema')
  const keywords = fc.record(
    {
      $ref: fc.constantFrom('#/definitions/one', '#/definitions/two'),
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.uniqueArray(anyScalar, { minLength: 1, maxLength: 3 }),
      const: anyValue,
      minimum: small,
      maximum: small,
      minLength: small,
      maxLength: small,
      pattern,
      items: inner,
      minItems: small,
      maxItems: small,
      uniqueItems: fc.boolean(),
      properties: dictionary(inner),
      required: fc.uniqueArray(keys, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), inner),
      patternProperties: fc.constantFrom({ '^app/': false }, { '^ab$': false }),
      propertyNames: inner,
      minProperties: small,
      maxProperties: small,
      dependencies: dictionary(inner),
      not: inner,
      if: inner,
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: inner,
      else: inner,
    },
    { requiredKeys: [] },
  )
  // Of many keywords at once, one would always fail.
  const few = fc.tuple(keywords, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })))
  return {
    schema: fc.oneof(
      { maxDepth: 3 },
      { arbitrary: type.map((one) => ({ type: one })), weight: 1 },
      { arbitrary: few.map(([all, chances]) => pick(all as Schema, chances)), weight: 3 },
    ),
  }
}).schema

function pick(all: Schema, chances: fc.Stream<number>): Schema {
  const kept = Object.entries(all).filter(() => Number(chances.next().value) < 0.2)
  const { $ref, ...schema }: Schema = Object.fromEntries(kept)
  return $ref === undefined ? schema : { $ref } // beside a reference, validators differ
}

const definitions = { one: { type: 'string', minLength: 1 }, two: { enum: ['a', 1, true] } }

/** A general validator, which like Helm's never looks at a prototype. */
const general = new Ajv({ strict: false, ownProperties: true, validateSchema: false })

describe('checkSchema', () => {
  test('agrees with a general validator on any schema and any value', () => {
    const verdicts = new Map([
      [true, 0],
      [false, 0],
    ])
    fc.assert(
      fc.property(anySchema, anyValue, (keywords, value) => {
        const schema = { ...keywords, definitions }
        const verdict = general.validate(schema, value)
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
        expect(checkSchema(schema, value).length === 0).toBe(verdict)
      }),
      { numRuns: 1000 },
    )
    expect(Math.min(...verdicts.values())).toBeGreaterThan(30)
  })

  test('a reference that leads nowhere is an error', () => {
    expect(() => checkSchema({ $ref: '#/definitions/none' }, 1)).toThrow('#/definitions/none')
  })
})
