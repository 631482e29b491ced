import { describe, expect, it } from 'vitest'
import type { Schema } from '../../src/schema/schema.ts'
import { specialise, type Structure } from '../../src/schema/specialise.ts'

const bare: Structure = { features: new Set(), keys: {} }

function object(properties: Schema['properties'] = {}): Schema {
  return { type: 'object', additionalProperties: false, properties }
}

describe('specialise', () => {
  const migration: Schema = { type: 'boolean', default: true, 'x-when': 'migration' }

  it('keeps a property marked x-when only where the component has the feature, at any depth', () => {
    const schema = object({
      migration,
      inner: object({ migration }),
      replicas: { type: 'integer' },
    })
    expect(specialise(schema, bare)).toEqual(
      object({ inner: object(), replicas: { type: 'integer' } }),
    )
    expect(specialise(schema, { ...bare, features: new Set(['migration']) })).toEqual(
      object({
        migration: { type: 'boolean', default: true },
        inner: object({ migration: { type: 'boolean', default: true } }),
        replicas: { type: 'integer' },
      }),
    )
  })

  it('keeps a property marked with a feature behind ! only where the component lacks it', () => {
    const schema = object({ replicas: { type: 'integer', 'x-when': '!single' } })
    expect(specialise(schema, bare)).toEqual(object({ replicas: { type: 'integer' } }))
    expect(specialise(schema, { ...bare, features: new Set(['single']) })).toEqual(object())
  })

  const clients: Schema = {
    description: 'Credentials of each client',
    type: 'object',
    propertyNames: { type: 'string' },
    'x-keys': 'clients',
    additionalProperties: {
      ...object({ password: { description: 'Password of {key}', type: 'string', default: '' } }),
      description: 'Credentials of {key}',
    },
    default: {},
  }

  it('turns a map marked x-keys into an object with one property for each name', () => {
    const names = { clients: ['orders', '__proto__'] }
    const client = (name: string): Schema => ({
      ...object({ password: { description: `Password of ${name}`, type: 'string', default: '' } }),
      description: `Credentials of ${name}`,
    })
    expect(
      specialise(object({ clients }), { ...bare, keys: names }).properties?.['clients'],
    ).toEqual({
      description: 'Credentials of each client',
      ...object(
        Object.fromEntries([
          ['orders', client('orders')],
          ['__proto__', client('__proto__')],
        ]),
      ),
    })
  })

  it('fills in the name of an entry in the set of an inner map', () => {
    const secrets: Schema = {
      'x-keys': 'secrets',
      additionalProperties: object({
        data: {
          description: 'Content of {key}',
          type: 'object',
          'x-keys': 'secrets.{key}',
          additionalProperties: { description: 'Value of {key}', type: 'string', default: '' },
        },
      }),
    }
    const names = { secrets: ['stripe'], 'secrets.stripe': ['token'] }
    const { properties } = specialise(object({ secrets }), { ...bare, keys: names })
    expect(properties?.['secrets']?.properties?.['stripe']?.properties?.['data']).toEqual({
      description: 'Content of stripe',
      ...object({ token: { description: 'Value of token', type: 'string', default: '' } }),
    })
  })

  it('leaves out a map marked x-keys where its set has no name', () => {
    expect(specialise(object({ clients }), bare)).toEqual(object())
    expect(specialise(object({ clients }), { ...bare, keys: { clients: [] } })).toEqual(object())
  })

  it('refuses in a map marked x-reserved the names that the chart uses itself', () => {
    const mounts: Schema = {
      type: 'object',
      'x-reserved': 'paths',
      additionalProperties: { type: 'string' },
    }
    const refused = (paths: readonly string[]): Schema['patternProperties'] =>
      specialise(mounts, { ...bare, keys: { paths } }).patternProperties
    expect(refused(['/tmp', '/etc/a.d'])).toEqual({ '^(\\/tmp|\\/etc\\/a\\.d)$': false })
    expect(refused([])).toBeUndefined()
  })

  it('leaves no keyword that only authors of schemas use', () => {
    const schema: Schema = {
      ...object({ migration }),
      $comment: 'why',
      tsType: 'X',
      items: { $comment: 'why' },
    }
    expect(specialise(schema, { ...bare, features: new Set(['migration']) })).toEqual({
      ...object({ migration: { type: 'boolean', default: true } }),
      items: {},
    })
  })

  it('gives the same object where there is nothing to change', () => {
    const schema = object({ image: object({ tag: { type: 'string', default: '' } }) })
    expect(specialise(schema, bare)).toBe(schema)
  })
})
