import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ComponentPart, type Part } from '../../src/schema/component-schemas.ts'
import { composeSchema, type UmbrellaParts } from '../../src/schema/compose.ts'
import { defaultsOf, withDefaults } from '../../src/values/defaults.ts'
import { schemaOf } from './kind-schema.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { specialise, type Structure } from '../../src/schema/specialise.ts'
import { isMap, own, type Values } from '../../src/values/value.ts'
import { editorValidator, helmValidator } from './parity-ajv.ts'
import { placesIn } from '../../src/schema/authoring/places.ts'

const bare: Structure = { features: new Set(), keys: {} }
const rolling: Structure = { ...bare, features: new Set(['rolling', 'image', 'replicas']) }
const part = (kind: string, values: Values = {}): Part => ({
  schema: specialise(schemaOf(kind), bare),
  values,
})

function service(name: string, structure: Structure, values: Values): ComponentPart {
  const schema = specialise(schemaOf('workload'), structure)
  const description = `Service ${name}`
  return { name, title: 'Service', description, schema, nameless: schema, ofName: {}, values }
}

function umbrella(components: readonly ComponentPart[], global: Values = {}): UmbrellaParts {
  return {
    title: 'Shop',
    description: 'Values of the shop',
    own: part('umbrella'),
    global: part('global', global),
    components,
  }
}

/** The values that Helm validates: the defaults of all charts, and the globals in each component. */
function allValues({ own: root, global, components }: UmbrellaParts): Values {
  const globals = defaultsOf(withDefaults(global.schema, global.values))
  const sections = components.map(({ name, schema, values }) => [
    name,
    overlay(defaultsOf(withDefaults(schema, values)), { global: globals }),
  ])
  return { ...defaultsOf(root.schema), global: globals, ...Object.fromEntries(sections) }
}

const structure: fc.Arbitrary<Structure> = fc.record({
  features: fc
    .subarray([
      'service',
      'rolling',
      'image',
      'replicas',
      'strategy',
      'migration',
      'startupProbe',
      'livenessProbe',
      'readinessProbe',
    ])
    .map((features) => new Set(features)),
  keys: fc.record({
    waits: fc.subarray(['postgresql', 'redis', 'rabbitmq']),
    secrets: fc.subarray(['stripe-keys', 'smtp']),
    environment: fc.subarray(['PORT', 'DATABASE_URL']),
  }),
})

const modelValues: fc.Arbitrary<Values> = fc.record(
  {
    image: fc.record({ repository: fc.constantFrom('shop/orders', 'nginx') }),
    replicas: fc.integer({ min: 0, max: 5 }),
    config: fc.dictionary(fc.constantFrom('LOG_LEVEL', 'REGION'), fc.string()),
    resources: fc.record({ limits: fc.record({ cpu: fc.constantFrom('', '1', 0.5) }) }),
  },
  { requiredKeys: [] },
)

const platform: fc.Arbitrary<UmbrellaParts> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('orders', 'users', 'cart'), structure, modelValues), {
    selector: ([name]) => name,
  })
  .map((services) =>
    umbrella(services.map(([name, fixed, values]) => service(name, fixed, values))),
  )

describe('composeSchema', () => {
  it('accepts the values that Helm puts together out of all defaults, as every reader reads it', () => {
    fc.assert(
      fc.property(platform, (parts) => {
        const schema = composeSchema(parts)
        for (const validate of [editorValidator(schema), helmValidator(schema)]) {
          validate(allValues(parts))
          expect(validate.errors ?? []).toEqual([])
        }
      }),
      { numRuns: 12 },
    )
  })

  it('refuses every single-key typo outside maps of any keys', () => {
    fc.assert(
      fc.property(platform, (parts) => {
        const validate = editorValidator(composeSchema(parts))
        const schemas = Object.fromEntries(
          parts.components.map(({ name, schema }) => [name, schema]),
        )
        const root = {
          properties: { global: parts.global.schema, ...parts.own.schema.properties, ...schemas },
        }
        const accepted = [...typos(allValues(parts), root)].filter(({ values }) => validate(values))
        expect(accepted.map(({ path }) => path)).toEqual([])
      }),
      { numRuns: 10 },
    )
  })

  it('stands alone: draft-07, no reference but to its own definitions, each of them used', () => {
    fc.assert(
      fc.property(platform, (parts) => {
        const { definitions = {}, ...schema } = composeSchema(parts)
        const all = [schema, ...Object.values(definitions)].flatMap((one) => placesIn(one))
        const references = all.flatMap(({ schema: { $ref } }) => $ref ?? [])
        const targets = Object.keys(definitions).map((name) => `#/definitions/${name}`)
        expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
        expect([...new Set(references)].toSorted()).toEqual(targets.toSorted())
      }),
      { numRuns: 30 },
    )
  })

  it('says of each value the default that holds', () => {
    const orders = service('orders', rolling, { replicas: 3, image: { repository: 'shop/orders' } })
    const { properties = {} } = composeSchema(umbrella([orders], { imageRegistry: 'mirror' }))
    expect(properties['orders']).toMatchObject({
      title: 'Service',
      description: 'Service orders',
      properties: {
        replicas: { default: 3 },
        image: { properties: { repository: { default: 'shop/orders' } } },
      },
    })
  })

  it('writes the schema of components of one structure once, with the defaults in which they agree', () => {
    const orders = service('orders', rolling, { replicas: 3, image: { repository: 'shop/orders' } })
    const users = service('users', rolling, { replicas: 3, image: { repository: 'shop/users' } })
    const { properties = {}, definitions = {} } = composeSchema(umbrella([orders, users]))
    expect(properties['users']).toEqual({
      $ref: '#/definitions/service',
      description: 'Service users',
      default: { replicas: 3, image: { repository: 'shop/users' } },
    })
    const { replicas, image } = definitions['service']?.properties ?? {}
    expect(replicas?.default).toBe(3)
    expect(image?.properties?.['repository']?.default).toBeUndefined()
  })

  it('keeps the order of the model: globals, the umbrella’s own, components', () => {
    const names = Object.keys(
      composeSchema(umbrella([service('b', bare, {}), service('a', bare, {})])).properties ?? {},
    )
    expect([names[0], ...names.slice(-2)]).toEqual(['global', 'b', 'a'])
  })
})

interface Typo {
  readonly path: string
  readonly values: Values
}

/** The values with one key misspelt, for each key that the schema lists. */
function* typos(values: Values, schema: Schema): Iterable<Typo> {
  for (const [key, value] of Object.entries(values)) {
    const property = own(schema.properties ?? {}, key)
    if (!property) continue
    const { [key]: _, ...others } = values
    yield { path: key, values: { ...others, [`${key}x`]: value } }
    if (!isMap(value)) continue
    for (const typo of typos(value, property)) {
      yield { path: `${key}.${typo.path}`, values: { ...values, [key]: typo.values } }
    }
  }
}
