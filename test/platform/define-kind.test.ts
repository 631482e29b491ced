import { cache, call, database, postgresql, redis, service } from 'chartwright'
import { defineKind, type KindDefinition, optionsOf, valuesOf } from 'chartwright/kind'
import { expect, test } from 'vitest'
import { generate } from '../../src/chart/generate.ts'
import { ChartError, type Problem } from '../../src/errors/chart-error.ts'
import type { Component } from '../../src/platform/component.ts'
import type { Edge } from 'chartwright'
import { identity } from '../default-project.ts'

interface Values {
  readonly enabled: boolean
  readonly image: { readonly registry: string; readonly repository: string; readonly tag: string }
}

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Mail',
  description: 'A mail relay',
  type: 'object',
  additionalProperties: false,
  properties: {
    enabled: { description: 'Whether to install this component', type: 'boolean', default: true },
    global: { $ref: 'global.schema.json' },
    image: {
      $ref: 'definitions.schema.json#/definitions/image',
      default: { registry: 'docker.io', repository: 'library/mail', tag: '1.0' },
    },
  },
}

const definition = {
  kind: 'mail',
  provides: 'mail',
  values: valuesOf<Values>(schema),
  options: optionsOf<{ readonly relay: string }>({
    required: ['relay'],
    properties: { relay: { type: 'string' } },
  }),
  description: 'mail relay',
  connection: {
    prefix: 'MAIL',
    parts: () => ({ host: { in: 'template', value: 'mail' as never } }),
    variables: { HOST: '{host}' },
  },
  templates: () => ({ helpers: [], files: {} }),
} as const satisfies KindDefinition<'mail', Values, { readonly relay: string }, 'host'>

const mail = defineKind(definition)

test('a kind fills in what a person leaves out', () => {
  const seen: unknown[] = []
  const kind = defineKind({
    ...definition,
    templates: (_, model) => {
      seen.push({ ...model })
      return { helpers: [], files: {} }
    },
  })
  const context = {
    name: 'relay',
    platform: 'shop',
    clients: [],
    accounts: [],
    uses: [],
    components: {},
    labels: {},
    files: new Map(),
    metrics: [],
    scrapers: [],
  }
  kind.component({ relay: 'smtp', values: { image: { tag: '2.0' } } }).templates(context)
  expect(seen).toEqual([
    {
      relay: 'smtp',
      description: 'mail relay',
      priority: 'standard',
      values: { image: { tag: '2.0' } },
      uses: [],
      image: expect.objectContaining({ repository: 'library/mail', tag: '2.0' }) as unknown,
    },
  ])
})

test('the values of the model lie over what the kind sets', () => {
  const kind = defineKind({ ...definition, set: () => ({ enabled: false, image: { tag: '3' } }) })
  const component = kind.component({ relay: 'smtp', values: { image: { registry: 'r' } } })
  const context = {
    name: 'relay',
    platform: 'shop',
    clients: [],
    accounts: [],
    uses: [],
    components: {},
    labels: {},
    files: new Map(),
    metrics: [],
    scrapers: [],
  }
  expect(component.values(context)).toEqual({ enabled: false, image: { tag: '3', registry: 'r' } })
})

test('a component of a kind that may use others has its edges', () => {
  const kind = defineKind({ ...definition, isClient: true, uses: () => [cache('redis')] })
  const { uses } = kind.component({ relay: 'smtp', uses: [database('postgresql')] })
  expect((uses as readonly Edge[]).map(({ to }) => to)).toEqual(['postgresql', 'redis'])
})

test('what differs from component to component follows from the model', () => {
  const { component } = defineKind({
    ...definition,
    model: ({ relay, priority }) => ({ hosts: [relay], priority }),
    description: ({ hosts }) => `relay to ${hosts.join()}`,
    connection: ({ hosts }) => ({ ...definition.connection, ports: hosts }),
    clientAccess: ({ hosts }) => ({ role: 'mail', ports: [hosts.length] }),
    health: ({ priority }) => (priority === 'critical' ? { port: 1, path: '/' } : undefined),
    reads: ({ hosts }) => hosts,
    shape: (_, { hosts }) => hosts,
  })
  const made = component({ relay: 'smtp', priority: 'critical' })
  expect(made).toMatchObject({
    description: 'relay to smtp',
    connection: { ports: ['smtp'] },
    clientAccess: { role: 'mail', ports: [1] },
    health: { port: 1, path: '/' },
    reads: ['smtp'],
  })
  expect(made.shape?.({} as never)).toEqual(['smtp'])
  expect(component({ relay: 'smtp', description: 'post' })).not.toHaveProperty('health')
  expect(component({ relay: 'smtp', description: 'post' }).description).toBe('post')
})

/** What generation refuses of a platform. */
function problemsOf(components: Readonly<Record<string, Component>>): readonly Problem[] {
  try {
    generate({ components }, identity)
    return []
  } catch (error) {
    if (error instanceof ChartError) return error.problems
    throw error
  }
}

const messages = (components: Readonly<Record<string, Component>>): readonly string[] =>
  problemsOf(components).map(({ path, message }) => `${path}: ${message}`)

const cart = (...uses: readonly Edge[]): Component =>
  service({ image: 'shop/cart', port: 8000, uses })

test('its own options are checked like those of the catalogue', () => {
  const relay = mail.component({ relay: 5, realy: 'x' } as never)
  expect(messages({ relay })).toEqual([
    'components.relay.relay: 5 must be text',
    'components.relay.realy: mail has no option realy',
  ])
})

test('two kinds of one name are refused', () => {
  const other = defineKind({
    ...definition,
    kind: 'redis',
    values: valuesOf<Values>({ ...schema }),
  })
  expect(messages({ sessions: redis(), relay: other.component({ relay: 'smtp' }) })).toEqual([
    'components.relay: sessions and relay are of two kinds that are both called redis',
  ])
})

test('a kind that provides the interface of another one gives its clients the same variables', () => {
  const other = defineKind({ ...definition, provides: 'database' })
  const components = {
    cart: cart(database('relay')),
    postgresql: postgresql(),
    relay: other.component({ relay: 'smtp' }),
  }
  expect(messages(components)).toEqual([
    'components.cart.uses: cart uses relay as database, which gives it DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USERNAME, DATABASE_PASSWORD, DATABASE_URL_ADDRESS, DATABASE_URL_PASSWORD, DATABASE_URL; a mail gives MAIL_HOST',
  ])
})

test('a client that names its variables itself may use it all the same', () => {
  const other = defineKind({ ...definition, provides: 'database' })
  const named = database('relay', { env: { HOST: '{host}' } })
  const found = problemsOf({ cart: cart(named), relay: other.component({ relay: 'smtp' }) })
  expect(found.filter(({ code }) => code.startsWith('kind-'))).toEqual([])
})

test('a kind that provides http is held to what call promises', () => {
  const http = { ...definition, provides: 'http' } as const
  const components = (kind: typeof http, edge: Edge = call('relay')) => ({
    cart: cart(edge),
    relay: defineKind(kind).component({ relay: 'smtp' }),
  })
  expect(messages(components(http))).toContain(
    'components.cart.uses: cart uses relay as http, which gives it RELAY_URL or RELAY_ADDRESS; a mail gives MAIL_HOST',
  )
  const { connection: _, ...unreachable } = http
  expect(messages(components(unreachable as typeof http))).toContain(
    'components.cart.uses: cart uses relay as http, which gives it RELAY_URL or RELAY_ADDRESS; a mail gives none',
  )
  const about = (variables: Readonly<Record<string, string>>, edge?: Edge): readonly Problem[] => {
    const connection = { ...definition.connection, prefix: 'RELAY', variables } as const
    const kind = { ...http, connection } as unknown as typeof http
    return problemsOf(components(kind, edge)).filter(({ code }) => code === 'kind-variables')
  }
  expect(about({ HOST: '{host}' }, call('relay', { as: 'PROXY' }))).toMatchObject([
    { message: expect.stringContaining('PROXY_URL or PROXY_ADDRESS') },
  ])
  expect(about({ URL: 'http://{host}' })).toEqual([])
  expect(about({ ADDRESS: '{host}', HOST: '{host}' })).toEqual([])
  expect(about({ HOST: '{host}' }, call('relay', { env: { PROXY: '{host}' } }))).toEqual([])
})

test('no kind provides internet', () => {
  const other = defineKind({ ...definition, provides: 'internet' })
  expect(messages({ relay: other.component({ relay: 'smtp' }) })).toContain(
    'components.relay: the kind mail provides internet, which is outside every platform',
  )
})

test('a variable of a part that the connection lacks is refused', () => {
  const connection = { ...definition.connection, variables: { URL: 'smtp://{hots}' } }
  const other = defineKind({ ...definition, connection })
  expect(problemsOf({ relay: other.component({ relay: 'smtp' }) })[0]).toMatchObject({
    message:
      'the kind mail gives its clients a variable URL of the part {hots}, which its connection does not have',
    hint: 'did you mean {host}?',
  })
})
