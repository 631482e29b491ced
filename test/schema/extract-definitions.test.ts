import { describe, expect, it } from 'vitest'
import { extractDefinitions } from '../../src/schema/extract-definitions.ts'
import type { Schema } from '../../src/schema/schema.ts'

/** Long enough to be worth a definition. */
const name: Schema = {
  title: 'Resource name',
  type: 'string',
  maxLength: 253,
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
  patternErrorMessage: 'must be a name',
}
const probe = (period: number): Schema => ({
  title: 'Probe',
  type: 'object',
  additionalProperties: false,
  properties: { periodSeconds: { type: 'integer', minimum: 1, maximum: 3600, default: period } },
})

const object = (properties: Schema['properties'] = {}): Schema => ({ type: 'object', properties })

describe('extractDefinitions', () => {
  it('moves a shape that is used twice to definitions; each place keeps its description and default', () => {
    const root = object({
      a: { ...name, description: 'Name of a', default: 'a' },
      b: { ...name, description: 'Name of b', default: '' },
    })
    expect(extractDefinitions(root)).toEqual({
      ...object({
        a: { $ref: '#/definitions/resourceName', description: 'Name of a', default: 'a' },
        b: { $ref: '#/definitions/resourceName', description: 'Name of b', default: '' },
      }),
      definitions: { resourceName: name },
    })
  })

  it('says in the definition what most places say, and nothing more in those', () => {
    const same = { ...name, description: 'Name', default: '' }
    const root = object({ a: same, b: same, c: { ...name, description: 'Other', default: '' } })
    expect(extractDefinitions(root)).toEqual({
      ...object({
        a: { $ref: '#/definitions/resourceName' },
        b: { $ref: '#/definitions/resourceName' },
        c: { $ref: '#/definitions/resourceName', description: 'Other', default: '' },
      }),
      definitions: { resourceName: same },
    })
  })

  it('gives the definition no default where one place has none, which could not say so', () => {
    const withDefault = { ...name, description: 'Name', default: '' }
    const root = object({ a: withDefault, b: withDefault, c: { ...name, description: 'Name' } })
    expect(extractDefinitions(root)).toEqual({
      ...object({
        a: { $ref: '#/definitions/resourceName', description: 'Name', default: '' },
        b: { $ref: '#/definitions/resourceName', description: 'Name', default: '' },
        c: { $ref: '#/definitions/resourceName' },
      }),
      definitions: { resourceName: { ...name, description: 'Name' } },
    })
  })

  it('leaves in place what is used once, or is shorter than a reference', () => {
    const flag: Schema = { type: 'boolean', default: true }
    const root = object({ a: { ...name, default: '' }, b: flag, c: flag })
    expect(extractDefinitions(root)).toEqual({ ...root, definitions: {} })
  })

  it('leaves inside a definition what is used nowhere else', () => {
    const { definitions, properties } = extractDefinitions(object({ a: probe(5), b: probe(5) }))
    expect(properties).toEqual({
      a: { $ref: '#/definitions/probe' },
      b: { $ref: '#/definitions/probe' },
    })
    expect(definitions).toEqual({ probe: probe(5) })
  })

  it('calls shapes of one title by their keys, and then by their components', () => {
    const service = (live: number, ready: number): Schema => ({
      ...object({ live: probe(live), ready: probe(ready) }),
      title: 'Service',
    })
    const root = object({ a: service(1, 2), b: service(1, 2), c: service(3, 3), d: service(4, 4) })
    const { definitions = {}, properties = {} } = extractDefinitions(root)
    expect(Object.keys(definitions)).toEqual(['dProbe', 'live', 'service'])
    expect(properties['d']?.properties).toEqual({
      live: { $ref: '#/definitions/dProbe' },
      ready: { $ref: '#/definitions/dProbe' },
    })
  })
})
