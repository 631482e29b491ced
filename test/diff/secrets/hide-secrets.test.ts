import { expect, it } from 'vitest'
import { compareStates, type State } from '../../../src/diff/compare-states.ts'
import { plannedState } from '../../../src/diff/planned-state.ts'
import { diffText } from '../../../src/commands/print-diff.ts'
import { leavesOf } from '../../../src/schema/leaves.ts'
import { plan, projectDirectory } from '../../default-project.ts'
import { valueAt } from '../../../src/values/value-at.ts'

const state = (name: string): State => {
  const files = name === 'defaults' ? [] : [`${projectDirectory}/values-${name}.yaml`]
  return plannedState(name, plan, projectDirectory, files)
}

/** What a comparison says, to people and to programs. */
function told(from: State, to: State): string {
  const comparison = compareStates(from, to)
  return diffText(comparison, false) + JSON.stringify(comparison)
}

it('no comparison tells a secret', () => {
  const [dev, defaults] = [state('dev'), state('defaults')]
  const secrets = leavesOf(plan.types)
    .filter(({ schema }) => schema.writeOnly === true)
    .map(({ path }) => String(valueAt(dev.values, path)))
    .filter((secret) => secret !== '')
  expect(secrets).toContain('development-only')
  for (const text of [told(dev, defaults), told(defaults, dev)]) {
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    expect(text).toContain('postgresql.auth.password: (secret) changed')
  }
})

const chart = (name: string, password: string): State => ({
  name,
  values: { auth: { rootPassword: password, user: 'admin' } },
  schema: {},
  objects: [
    { kind: 'Secret', metadata: { name: 'a' }, data: { password } },
    { kind: 'Pod', metadata: { name: 'b' }, spec: { containers: [container(password)] } },
    { kind: 'ConfigMap', metadata: { name: 'c' }, data: { url: `amqp://admin:${password}@host` } },
  ],
})

function container(password: string): object {
  return {
    name: 'app',
    env: [{ name: 'DB_PASSWORD', value: password }],
    args: [`--key=${password}`],
  }
}

it('a chart without a schema tells no secret either', () => {
  const text = told(chart('old', 'first-long-secret'), chart('next', 'second-long-secret'))
  expect(text).not.toContain('long-secret')
  expect(text).toContain('auth.rootPassword: (secret) changed')
  expect(text).toContain('spec.containers.app.env.DB_PASSWORD.value: (secret) changed')
  expect(text).toContain('data.url: (secret) changed')
})

/** A chart with values, a Secret with some data, and a ConfigMap that repeats them. */
const withValues = (name: string, values: State['values'], data: object = {}): State => ({
  name,
  values,
  schema: {},
  objects: [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: data },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { all: JSON.stringify(values) },
    },
  ],
})

const pairs: Readonly<Record<string, readonly [from: State['values'], to: State['values']]>> = {
  'oauth.clientSecret': [
    { oauth: { clientSecret: 'first-one' } },
    { oauth: { clientSecret: 'second-one' } },
  ],
  'smtp.pass': [{ smtp: { pass: 'first-one' } }, { smtp: { pass: 'second-one' } }],
  jwtSecret: [{ jwtSecret: 'first-one' }, { jwtSecret: 'second-one' }],
  'tls.key': [{ tls: { key: 'first-one' } }, { tls: { key: 'second-one' } }],
  accessKey: [{ accessKey: 'first-one' }, { accessKey: 'second-one' }],
  secretAccessKey: [{ secretAccessKey: 'first-one' }, { secretAccessKey: 'second-one' }],
  encryptionKey: [{ encryptionKey: 'first-one' }, {}],
  'db.url': [{ db: { url: 'pg://a:first-one@db/a' } }, { db: { url: 'pg://a:second-one@db/a' } }],
  'cache.dsn': [
    { cache: { dsn: 'a:first-one@tcp(db)/a' } },
    { cache: { dsn: 'a:second-one@tcp(db)/a' } },
  ],
  env: [
    { env: [{ name: 'API_TOKEN', value: 'first-one' }] },
    {
      env: [
        { name: 'API_TOKEN', value: 'second-one' },
        { name: 'B', value: 'b' },
      ],
    },
  ],
  args: [{ args: ['--password', 'first-one'] }, { args: ['--password', 'second-one', '-v'] }],
}

it.each(Object.entries(pairs))('%s of any chart is not told, wherever it stands', (path, pair) => {
  const [from, to] = [withValues('old', pair[0]), withValues('new', pair[1])]
  for (const text of [told(from, to), told(to, from)]) {
    expect(text).not.toMatch(/first-one|second-one/)
    expect(text).toContain(path)
  }
})

it('a value that ends in the data of a Secret is secret, whatever it is called', () => {
  const of = (plain: string, part: string): State =>
    withValues('a', { some: { value: plain, part } }, { a: plain, 'b.conf': `x ${part} y` })
  const text = told(of('plain-one', 'part-one'), of('plain-two', 'part-two'))
  expect(text).not.toMatch(/(plain|part)-(one|two)/)
  expect(text).toContain('some.value: (secret) changed')
  expect(text).toContain('some.part: (secret) changed')
})

it('what a Secret and other places share by chance is told', () => {
  const of = (port: number, level: string): State =>
    withValues(
      'a',
      { port, level, on: true, image: 'shop' },
      { port: '1', on: 'true', user: 'shop' },
    )
  const text = told(of(5432, 'info'), of(5433, 'debug'))
  expect(text).toContain('port: 5432 → 5433')
  expect(text).toContain('level: "info" → "debug"')
})

it('the rest of a text with a secret in it is told', () => {
  const of = (host: string): State => withValues('a', { url: `pg://shop:hunter22@${host}/shop` })
  expect(told(of('old.example.com'), of('new.example.com'))).toContain(
    'url: "pg://shop:<secret>@old.example.com/shop" → "pg://shop:<secret>@new.example.com/shop"',
  )
})
