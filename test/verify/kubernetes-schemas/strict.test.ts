import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../../scripts/kubernetes-schemas/json-schema.ts'
import { strict } from '../../../scripts/kubernetes-schemas/strict.ts'

describe('strict', () => {
  test.each<[string, JsonSchema, JsonSchema]>([
    [
      'closes what has properties',
      { type: 'object', description: 'a', properties: { a: { type: 'string', default: 'a' } } },
      { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    ],
    ['leaves what has none open', { type: 'object' }, { type: 'object' }],
    [
      'keeps a map a map',
      { type: 'object', additionalProperties: { type: 'string', description: 'a' } },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
    [
      'leaves open what says so',
      { type: 'object', properties: {}, 'x-kubernetes-preserve-unknown-fields': true },
      { type: 'object', properties: {} },
    ],
    [
      'follows lists',
      { type: 'array', items: { type: 'object', properties: { a: {} } } },
      {
        type: 'array',
        items: { type: 'object', properties: { a: {} }, additionalProperties: false },
      },
    ],
    [
      'keeps only a reference',
      { $ref: '#/definitions/A', description: 'a' },
      { $ref: '#/definitions/A' },
    ],
    [
      'knows int-or-string by format',
      { type: 'string', format: 'int-or-string' },
      { type: ['integer', 'string'] },
    ],
    [
      'knows int-or-string by extension',
      { 'x-kubernetes-int-or-string': true, pattern: '^a' },
      { type: ['integer', 'string'], pattern: '^a' },
    ],
    [
      'allows null where it may be',
      { type: 'string', nullable: true },
      { type: ['string', 'null'] },
    ],
    [
      'bounds 32 bits',
      { type: 'integer', format: 'int32' },
      { type: 'integer', minimum: -2147483648, maximum: 2147483647 },
    ],
    [
      'keeps narrower bounds',
      { type: 'integer', format: 'int32', minimum: 0 },
      { type: 'integer', minimum: 0, maximum: 2147483647 },
    ],
    [
      'closes no branch',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        oneOf: [{ required: ['a'], properties: { a: { pattern: '^a' } } }, { required: ['b'] }],
      },
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        additionalProperties: false,
        oneOf: [{ required: ['a'], properties: { a: { pattern: '^a' } } }, { required: ['b'] }],
      },
    ],
    [
      'keeps how lists merge',
      { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
      { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
    ],
  ])('%s', (_, schema, expected) => expect(strict(schema)).toEqual(expected))
})
