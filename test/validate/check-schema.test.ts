import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSchema } from '../../src/validate/check-schema.ts'
import { compileSchema } from '../../src/helm/json-schema/compile-schema.ts'
import { evaluate } from '../../src/helm/json-schema/evaluate.ts'
import type { Schema } from '../../src/schema/schema.ts'
import type { Value } from '../../src/values/value.ts'

const texts = ['', 'a', 'ab', 'a-b', '1', '😀', 'app/a', '__proto__', 'constructor', 'x\ny']
/** Without __proto__ and toString, over which ajv stumbles. */
const keys = fc.constantFrom('a', 'b', 'ab', 'app/a')
const small = fc.integer({ min: 0, max: 3 })

const anyScalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(...texts),
  fc.boolean(),
  fc.integer({ min: -1, max: 4 }),
  fc.constantFrom(0.5, 1.5),
)

const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    anyScalar,
    fc.constant(null),
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
  const parts: readonly fc.Arbitrary<Schema>[] = [
    fc.record({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) }),
    fc.record({ enum: fc.uniqueArray(anyScalar, { minLength: 1, maxLength: 3 }) }),
    fc.record({ const: anyValue as fc.Arbitrary<Value> }),
    fc.record({ minimum: small }),
    fc.record({ maximum: small }),
    fc.record({ minLength: small }),
    fc.record({ maxLength: small }),
    fc.record({ pattern }),
    fc.record({ items: inner }),
    fc.record({ minItems: small, uniqueItems: fc.boolean() }),
    fc.record({ maxItems: small }),
    fc.record({
      properties: dictionary(inner),
      additionalProperties: fc.oneof(fc.boolean(), inner),
    }),
    fc.record({ required: fc.uniqueArray(keys, { maxLength: 2 }) }),
    fc.record({
      patternProperties: fc.constantFrom({ '^app/': false as const }, { b: false as const }),
    }),
    fc.record({ propertyNames: inner }),
    fc.record({ minProperties: small }),
    fc.record({ maxProperties: small }),
    fc.record({ dependencies: dictionary(inner) }),
    fc.record({ not: inner }),
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    fc.record({ if: inner, then: inner, else: inner }),
  ]
  const leaf = fc.constantFrom<Schema>(
    {},
    { not: {} },
    { $ref: '#/definitions/one' },
    { type: 'string' },
  )
  const node = fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 3 })
  return {
    schema: fc.oneof({ maxDepth: 3 }, leaf, {
      arbitrary: node.map((chosen) => Object.assign({}, ...chosen)),
      weight: 4,
    }),
  }
}).schema

const $schema = 'http://json-schema.org/draft-07/schema#'
const definitions = { one: { type: 'string', minLength: 1 } }

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
        const { node } = compileSchema({ ...schema, $schema })
        expect(node && evaluate(node, value).length === 0).toBe(verdict)
      }),
      { numRuns: 2000 },
    )
    expect(Math.min(...verdicts.values())).toBeGreaterThan(500)
  })

  test('a reference that leads nowhere is an error', () => {
    expect(() => checkSchema({ $ref: '#/definitions/none' }, 1)).toThrow('#/definitions/none')
  })
})
