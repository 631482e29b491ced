import { describe, expect, it } from 'vitest'
import { defaultsOf, withDefaults } from '../../src/values/defaults.ts'
import type { Schema } from '../../src/schema/schema.ts'

const schema: Schema = {
  type: 'object',
  properties: {
    replicas: { type: 'integer', default: 1 },
    image: {
      type: 'object',
      properties: {
        repository: { type: 'string', default: 'app' },
        tag: { type: 'string', default: '' },
      },
    },
    labels: { type: 'object', default: { a: '1' } },
    affinity: { type: 'object', properties: { node: { type: 'object' } }, default: {} },
    hosts: { type: 'array', default: ['x'] },
  },
}
const defaults = {
  replicas: 1,
  image: { repository: 'app', tag: '' },
  labels: { a: '1' },
  affinity: {},
  hosts: ['x'],
}

describe('defaultsOf', () => {
  it('gives the default of every leaf, in the order of the schema', () => {
    expect(JSON.stringify(defaultsOf(schema))).toBe(JSON.stringify(defaults))
  })

  it('throws where a leaf has none', () => {
    const broken: Schema = { properties: { name: { description: 'Name', type: 'string' } } }
    expect(() => defaultsOf(broken)).toThrow('no default: Name')
  })
})

describe('withDefaults', () => {
  it('changes the defaults that are given, and keeps the others', () => {
    const changed = withDefaults(schema, { replicas: 3, image: { tag: '1.2' }, hosts: [] })
    expect(defaultsOf(changed)).toEqual({
      ...defaults,
      replicas: 3,
      image: { repository: 'app', tag: '1.2' },
      hosts: [],
    })
    expect(changed.properties?.['image']?.default).toBeUndefined()
  })

  it('lays a map over the default of a map of any keys', () => {
    expect(defaultsOf(withDefaults(schema, { labels: { b: '2' } }))['labels']).toEqual({
      a: '1',
      b: '2',
    })
  })

  it('does not touch the schema that it is given', () => {
    withDefaults(schema, { replicas: 3, image: { tag: '1.2' } })
    expect(defaultsOf(schema)).toEqual(defaults)
  })
})
