import { describe, expect, it } from 'vitest'
import { defaultsOf } from '../../src/values/defaults.ts'
import { loadSchema } from '../../src/schema/load-schema.ts'
import { schemaOf } from './kind-schema.ts'
import { placesIn } from '../../src/schema/authoring/places.ts'

describe('loadSchema', () => {
  it('leaves no reference and no comment', () => {
    const places = placesIn(schemaOf('workload'))
    expect(places.filter(({ schema }) => '$ref' in schema || '$comment' in schema)).toEqual([])
  })

  it('lets a place describe a shared shape in its own words', () => {
    const { livenessProbe, startupProbe } = schemaOf('workload').properties ?? {}
    expect(livenessProbe?.title).toBe('Probe')
    expect(livenessProbe?.description).not.toBe(startupProbe?.description)
  })

  it('lays the default beside a reference over the defaults of the shared shape', () => {
    const { startupProbe, livenessProbe } = defaultsOf(schemaOf('workload'))
    expect(livenessProbe).toMatchObject({ enabled: true, periodSeconds: 10, failureThreshold: 3 })
    expect(startupProbe).toMatchObject({ enabled: true, periodSeconds: 5, failureThreshold: 30 })
  })

  it('contains the whole schema of the global values', () => {
    const { description: _, ...global } = schemaOf('workload').properties?.['global'] ?? {}
    expect(loadSchema('global')).toMatchObject(global)
  })

  it('reads a file once', () => {
    expect(loadSchema('global')).toBe(loadSchema('global'))
  })

  it('throws where there is no such file', () => {
    expect(() => loadSchema('nothing' as 'global')).toThrow('nothing.schema.json')
  })
})
