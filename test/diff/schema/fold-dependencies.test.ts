import { expect, it } from 'vitest'
import { schemaChanges } from '../../../src/diff/schema/schema-changes.ts'
import type { Schema } from '../../../src/schema/schema.ts'

const sidecars = (...refused: readonly string[]): Schema => ({
  type: 'object',
  patternProperties: Object.fromEntries(refused.map((one) => [one, false] as const)),
})
const service = (inside: Schema): Schema => ({ type: 'object', properties: { sidecars: inside } })

/** A service by itself, and the same where it shares its schema with others. */
const alone: Schema = { properties: { orders: service(sidecars('^(orders|wait)$')) } }
const shared: Schema = {
  properties: {
    orders: { $ref: '#/definitions/service' },
    users: { $ref: '#/definitions/service' },
  },
  definitions: { service: service(sidecars('^(wait)$')) },
  dependencies: Object.fromEntries(
    ['orders', 'users'].map((name) => [
      name,
      {
        properties: {
          [name]: { properties: { sidecars: { patternProperties: { [`^${name}$`]: false } } } },
        },
      },
    ]),
  ),
}

it('a component that begins to share its schema, or ceases to, refuses what it did', () => {
  expect(schemaChanges(alone, shared)).toEqual([])
  const apart: Schema = {
    properties: { ...alone.properties, users: service(sidecars('^(users|wait)$')) },
  }
  expect(schemaChanges(shared, apart)).toEqual([])
})

it('a name that is refused beside the schema is refused', () => {
  const { dependencies: _, ...open } = shared
  expect(schemaChanges(open, shared)).toMatchObject([
    { code: 'narrowed-pattern-properties', path: 'orders.sidecars' },
    { code: 'narrowed-pattern-properties', path: 'users.sidecars' },
  ])
})
