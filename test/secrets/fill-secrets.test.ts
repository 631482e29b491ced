import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layeredValues } from '../../src/chart/layered-values.ts'
import { fillSecrets, type SecretSources } from '../../src/secrets/fill-secrets.ts'
import { percentDecoded } from '../../src/secrets/percent-encoding.ts'
import type { PresentSecrets } from '../../src/secrets/secret-data.ts'
import { type WantedSecret, wantedSecrets } from '../../src/secrets/wanted-secrets.ts'
import type { Values } from '../../src/values/value.ts'
import { plan, projectDirectory } from '../default-project.ts'

const nothing: SecretSources = { present: new Map(), given: new Map(), rotate: [] }

const client: WantedSecret = {
  short: 'db-orders',
  name: 'shop-db-orders',
  isKnown: false,
  takenOverBy: [],
  keys: {
    password: { holds: 'password of orders in db', random: 32 },
    'url-password': { holds: 'the same, percent-encoded', encodes: 'password' },
  },
}

const broker: WantedSecret = {
  short: 'broker',
  name: 'shop-broker',
  isKnown: false,
  takenOverBy: [],
  keys: {
    password: { holds: 'password', random: 32 },
    cookie: { holds: 'cookie', random: 64, lasting: true },
  },
}

const own: WantedSecret = {
  short: 'payments-stripe',
  name: 'shop-payments-stripe',
  isKnown: false,
  takenOverBy: [],
  keys: { key: { holds: 'becomes STRIPE_KEY' } },
}

type Texts = Readonly<Record<string, string>>

const bytes = (texts: Texts) =>
  new Map(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text)]))

function present(secrets: Readonly<Record<string, Texts>>, type = 'Opaque'): PresentSecrets {
  return new Map(Object.entries(secrets).map(([name, data]) => [name, { type, data: bytes(data) }]))
}

function fill(wanted: WantedSecret, sources: Partial<SecretSources> = {}) {
  const { secrets, problems } = fillSecrets([wanted], { ...nothing, ...sources })
  const [secret] = secrets
  return {
    state: secret?.state,
    data: Object.fromEntries(
      [...(secret?.data ?? [])].map(([key, value]) => [key, value.toString()]),
    ),
    problems: problems.map(({ severity = 'error', path, message, hint }) => ({
      severity,
      path,
      message,
      hint,
    })),
  }
}

test('a password is made of 32 letters and digits, never twice the same, and copied', () => {
  const [one, other] = [fill(client), fill(client)]
  expect(one.state).toBe('new')
  expect(one.data['password']).toMatch(/^[A-Za-z0-9]{32}$/)
  expect(one.data['url-password']).toBe(one.data['password'])
  expect(other.data['password']).not.toBe(one.data['password'])
})

test('whatever password exists is kept, and a missing copy follows it', () => {
  const anyPassword = fc.string({ unit: 'binary', minLength: 1 })
  fc.assert(
    fc.property(anyPassword, (password) => {
      const { state, data } = fill(client, { present: present({ 'shop-db-orders': { password } }) })
      expect(state).toBe('completed')
      expect(data['password']).toBe(password)
      expect(percentDecoded(data['url-password'] ?? '')).toBe(password)
      expect(new URL(`postgresql://u:${data['url-password']}@h/`).password).toBe(
        data['url-password'],
      )
      const again = fill(client, { present: present({ 'shop-db-orders': data }) })
      expect(again).toMatchObject({ state: 'kept', data })
      expect(again.problems.length).toBe(/[\r\n]/.test(password) ? 1 : 0)
    }),
  )
})

test('a password follows from its copy where only that exists', () => {
  const before = present({ 'shop-db-orders': { 'url-password': 'a%2Fb' } })
  expect(fill(client, { present: before }).data).toEqual({
    password: 'a/b',
    'url-password': 'a%2Fb',
  })
})

test('keys that nobody asks for stay', () => {
  const before = { password: 'a', 'url-password': 'a', note: 'mine' }
  expect(fill(client, { present: present({ 'shop-db-orders': before }) }).data).toEqual(before)
})

test('a rotation makes another password and another copy, and no other cookie', () => {
  const before = { password: 'old', cookie: 'stays' }
  const { state, data } = fill(broker, {
    present: present({ 'shop-broker': before }),
    rotate: ['broker'],
  })
  expect(state).toBe('rotated')
  expect(data).toEqual({ password: expect.stringMatching(/^[A-Za-z0-9]{32}$/), cookie: 'stays' })
})

test('a password that a server elsewhere knows is not made up', () => {
  const outside = { ...client, isKnown: true }
  const { data, problems } = fill(outside)
  expect(data).toEqual({})
  expect(problems.map(({ path }) => path)).toEqual(['shop-db-orders/password'])
  const given = new Map([['db-orders', bytes({ password: 'a b' })]])
  expect(fill(outside, { given }).data).toEqual({ password: 'a b', 'url-password': 'a%20b' })
})

describe('what is given', () => {
  const given = new Map([['payments-stripe', bytes({ key: 'new' })]])

  test('fills what only a person knows', () => {
    expect(fill(own)).toMatchObject({ state: undefined, problems: [{ severity: 'warning' }] })
    expect(fill(own, { given })).toEqual({ state: 'new', data: { key: 'new' }, problems: [] })
  })

  test('replaces what exists with a rotation alone', () => {
    const before = present({ 'shop-payments-stripe': { key: 'old' } })
    const refused = fill(own, { given, present: before })
    expect(refused.problems).toMatchObject([
      { severity: 'error', hint: /--rotate payments-stripe/ },
    ])
    const replaced = fill(own, { given, present: before, rotate: ['payments-stripe'] })
    expect(replaced).toMatchObject({ state: 'rotated', data: { key: 'new' } })
    const forgotten = fill(own, { present: before, rotate: ['payments-stripe'] })
    expect(forgotten.problems).toMatchObject([{ severity: 'error', path: /key$/ }])
  })
})

test.each([
  [
    'another type',
    present({ 'shop-db-orders': { password: 'a' } }, 'kubernetes.io/basic-auth'),
    /of type|type/,
  ],
  ['an empty key', present({ 'shop-db-orders': { password: '' } }), /holds nothing/],
  [
    'a copy that is none',
    present({ 'shop-db-orders': { password: 'a/b', 'url-password': 'a/c' } }),
    /not its password/,
  ],
  [
    'a copy that ends in a line break',
    present({ 'shop-db-orders': { password: 'a', 'url-password': 'a\n' } }),
    /not its password/,
  ],
] as const)('a Secret that exists with %s is an error', (_, before, message) => {
  const { state, problems } = fill(client, { present: before })
  expect(state).toBeUndefined()
  expect(problems).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })])
})

test('an immutable Secret is not completed', () => {
  const incomplete = present({ 'shop-db-orders': { password: 'a' } }).get('shop-db-orders')
  const before = new Map([
    [
      'shop-db-orders',
      { type: 'Opaque', ...incomplete, data: bytes({ password: 'a' }), isImmutable: true },
    ],
  ])
  expect(fill(client, { present: before }).problems).toMatchObject([{ message: /immutable/ }])
})

test('Secrets and keys that are not read are named, with those that are', () => {
  const { problems } = fillSecrets([client, own], {
    present: new Map(),
    rotate: ['db-order', 'db-orders'],
    given: new Map([
      ['payments-stripes', bytes({ key: 'a' })],
      ['payments-stripe', bytes({ keys: 'a' })],
      ['db-orders', bytes({ 'url-password': 'a' })],
    ]),
  })
  expect(problems.map(({ message, hint }) => `${message}: ${hint}`)).toEqual([
    'the release reads no Secret db-order: did you mean db-orders?',
    expect.stringContaining('there is no Secret shop-db-orders to rotate'),
    'the release reads no Secret payments-stripes: did you mean payments-stripe?',
    'shop-payments-stripe has no key keys: did you mean key?',
    'url-password is made from password: give password alone',
    expect.stringContaining('becomes STRIPE_KEY'),
  ])
})

describe('the Secrets that a release reads', () => {
  const under = (values: Values, profile = 'prod'): readonly string[] => {
    const files = [`${projectDirectory}values-${profile}.yaml`]
    const { merged } = layeredValues(plan, projectDirectory, [...files, values])
    return wantedSecrets(plan.platform, merged, 'shop').map(({ short }) => short)
  }

  test('follow the values', () => {
    const all = under({})
    expect(all).toContain('gateway-tls')
    expect(all).toContain('postgresql')
    expect(under({}, 'staging')).not.toContain('gateway-tls')
    expect(under({ gateway: { tls: { secretName: 'mine' } } })).not.toContain('gateway-tls')
    const certificate = { enabled: true, issuer: { name: 'letsencrypt' } }
    expect(under({ gateway: { tls: { certificate } } })).not.toContain('gateway-tls')
    const outside = under({ postgresql: { mode: 'external', external: { host: 'db' } } })
    expect(outside).not.toContain('postgresql')
    expect(outside).toContain('postgresql-orders')
    const without = under({ payments: { enabled: false } })
    expect(without).not.toContain('payments-stripe-keys')
  })
})

test('a key that is no secret is filled in, and never another', () => {
  const named: WantedSecret = {
    ...client,
    short: 'db-login',
    name: 'db-login',
    keys: { username: { holds: 'the user', is: 'orders' }, ...client.keys },
  }
  const made = fill(named)
  expect([made.state, made.data['username']]).toEqual(['new', 'orders'])
  expect(
    fill(named, { rotate: ['db-login'], present: present({ 'db-login': made.data }) }),
  ).toMatchObject({
    state: 'rotated',
    data: { username: 'orders' },
  })
  const other = { ...made.data, username: 'admin' }
  expect(fill(named, { present: present({ 'db-login': other }) }).problems).toEqual([
    {
      severity: 'error',
      path: 'db-login/username',
      message: 'the Secret exists, and this key holds "admin"; it must be "orders"',
      hint: 'remove the key, and run this again: it is filled then',
    },
  ])
  const given = new Map([['db-login', bytes({ username: 'admin' })]])
  expect(fill(named, { given }).problems.map(({ message, hint }) => [message, hint])).toEqual([
    ['username is "orders", and nothing else', 'leave it out'],
  ])
})
