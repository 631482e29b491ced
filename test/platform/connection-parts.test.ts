import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { describe, expect, test } from 'vitest'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import type { Variables } from '../../src/platform/connection-parts.ts'
import { edgeEnvironment } from '../../src/platform/connections.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import { call, database, type Edge, postgresql, service } from '../../src/index.ts'
import { contextOf, rendered, the } from '../components/rendered.ts'

const components = (edge: Edge): Parameters<typeof contextOf>[0] => ({
  orders: service({ image: 'shop/orders', port: 8000, uses: [edge] }),
  users: service({ image: 'shop/users', port: 8001 }),
  postgresql: postgresql(),
})

const withVariables = (env: Variables): Edge => database('postgresql', { env })

/** The variables in their order: the key that each is read from, or its text. */
function variables(edge: Edge): readonly string[] {
  return edgeEnvironment(contextOf(components(edge), 'orders')).map(
    ({ name, value, valueFrom }) => {
      const { configMapKeyRef, secretKeyRef } = (valueFrom ?? {}) as {
        readonly configMapKeyRef?: { readonly key: string }
        readonly secretKeyRef?: { readonly key: string }
      } // as the connection of a store has them
      if (configMapKeyRef) return `${name} of ConfigMap: ${configMapKeyRef.key}`
      if (secretKeyRef) return `${name} of Secret: ${secretKeyRef.key}`
      return `${name}: ${JSON.stringify(value)}`
    },
  )
}

describe('the variables of an edge', () => {
  test('take the place of the default ones', () => {
    expect(variables(withVariables({ DB_HOST: '{host}', DB_PASS: '{password}' }))).toEqual([
      'DB_HOST of ConfigMap: host',
      'DB_PASS of Secret: password',
    ])
  })

  test('are composed of variables that stand before them, each part once', () => {
    const dsn = '{asyncpg}&application_name={username}'
    expect(variables(withVariables({ DB_DSN: dsn, DB_USER: '{username}' }))).toEqual([
      'DB_USER of ConfigMap: username',
      'DATABASE_URL_PASSWORD of Secret: url-password',
      'DATABASE_ADDRESS of ConfigMap: address',
      'DATABASE_DATABASE of ConfigMap: database',
      'DATABASE_ASYNCPG_QUERY of ConfigMap: asyncpg-query',
      'DB_DSN: "postgresql+asyncpg://$(DB_USER):$(DATABASE_URL_PASSWORD)@$(DATABASE_ADDRESS)/$(DATABASE_DATABASE)$(DATABASE_ASYNCPG_QUERY)&application_name=$(DB_USER)"',
    ])
  })

  test('hold literal text that refers to nothing', () => {
    expect(variables(withVariables({ MODE: 'cost: $5, $(HOST), $$' }))).toEqual([
      'MODE: "cost: $$5, $$(HOST), $$$$"',
    ])
  })

  test('take the prefix of the edge for what they need beside', () => {
    const edge = database('postgresql', { as: 'MAIN', env: { DB: '{host}:{port}' } })
    expect(variables(edge)).toEqual([
      'MAIN_HOST of ConfigMap: host',
      'MAIN_PORT of ConfigMap: port',
      'DB: "$(MAIN_HOST):$(MAIN_PORT)"',
    ])
  })
})

test('a ConfigMap has the keys that its client asks for, and no others', () => {
  const keys = (edge: Edge): readonly string[] =>
    Object.keys(
      the<IConfigMap>(
        rendered(components(edge), 'postgresql'),
        'ConfigMap',
        'shop-postgresql-orders',
      ).data ?? {},
    )
  const always = ['host', 'port', 'url-address', 'database', 'username']
  expect(keys(database('postgresql'))).toEqual(always)
  expect(keys(withVariables({ DSN: '{asyncpg}' }))).toEqual([...always, 'address', 'asyncpg-query'])
})

test.each([
  ['', ''],
  ['?sslmode=require', '?ssl=require'],
  ['?sslmode=verify-full&sslrootcert=/ca/ca.crt', '?ssl=verify-full'],
  ['?sslrootcert=/ca/ca.crt&sslmode=verify-full&timeout=5', '?ssl=verify-full&timeout=5'],
])('SQLAlchemy with asyncpg gets the query "%s" as "%s"', (query, expected) => {
  const edge = withVariables({ DSN: '{asyncpg}' })
  const values = { mode: 'external', external: { host: 'db', query } }
  const objects = rendered(components(edge), 'postgresql', values)
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'shop-postgresql-orders')
  expect(data?.['asyncpg-query']).toBe(expected)
})

test('every problem of the variables is told at once', () => {
  const problems = (edge: Edge): readonly string[] =>
    checkPlatform(resolvePlatform('shop', { components: components(edge) })).map(
      ({ message, hint }) => `${message}: ${hint}`,
    )
  expect(problems(withVariables({ 'A=B': '{hots}', C: '{host', D: 5 as never }))).toEqual([
    '"A=B" cannot name a variable: use letters, digits, "_", "-" and ".", and begin with a letter',
    'the variable A=B of the edge to postgresql has no part {hots}: did you mean {host}?',
    'the variable C of the edge to postgresql has a brace that encloses no part: {host: write {host} for a part',
    `the variable D of the edge to postgresql must be a text, not 5: such as '{host}:{port}'`,
  ])
  expect(problems(call('users', { env: { USERS: '{address}', TOKEN: '{password}' } }))).toEqual([
    'the variable TOKEN of the edge to users has no part {password}: the parts are host, port, address, url',
  ])
})

test.each([null, 5, true, ['DB_HOST']])('an env that is %j is refused', (env) => {
  const edge = { ...database('postgresql'), env } as unknown as Edge // as unchecked code would
  expect(checkPlatform(resolvePlatform('shop', { components: components(edge) }))).toEqual([
    expect.objectContaining({ code: 'variables', path: 'components.orders.uses' }),
  ])
})

test('a prefix that begins no name of a variable is refused', () => {
  const edge = database('postgresql', { as: 'MY-DB' })
  const problems = checkPlatform(resolvePlatform('shop', { components: components(edge) }))
  expect(problems.map(({ message }) => message)).toEqual(['"MY-DB" cannot name a variable'])
})
