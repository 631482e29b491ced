import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { ISecret } from 'kubernetes-models/v1/Secret'
import { describe, expect, it, test } from 'vitest'
import { secretContracts } from '../../src/chart/secret-contracts.ts'
import {
  cache,
  cassandra,
  database,
  documents,
  elasticsearch,
  ensemble,
  kafka,
  keyspace,
  mongodb,
  postgresql,
  publish,
  queue,
  rabbitmq,
  redis,
  search,
  service,
  worker,
  zookeeper,
} from '../../src/index.ts'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import type { Component } from '../../src/platform/component.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import type { Edge } from '../../src/platform/edge.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import { type Manifest, rendered, resolved, the } from './rendered.ts'

const secret = 'api-login'

const stores: Readonly<Record<string, readonly [Component, Edge]>> = {
  cassandra: [cassandra(), keyspace('store', { secret })],
  elasticsearch: [elasticsearch(), search('store', { secret })],
  kafka: [kafka({ topics: { orders: {} } }), publish('store', ['orders'], { secret })],
  mongodb: [mongodb(), documents('store', { secret })],
  postgresql: [postgresql(), database('store', { secret })],
  rabbitmq: [rabbitmq(), queue('store', { secret })],
  redis: [redis(), cache('store', { secret })],
  zookeeper: [zookeeper(), ensemble('store', { secret })],
}

describe.each(Object.entries(stores))('the Secret of an account in %s', (_, [store, edge]) => {
  const components: Components = {
    'user-api': service({ image: 'shop/api', port: 8080, uses: [edge] }),
    store,
  }
  const objects = (provider: string) =>
    rendered(components, 'store', {
      auth: {
        password: 'x',
        keyfile: 'x',
        erlangCookie: 'x',
        nodePassword: 'x',
        quorumPassword: 'x',
      },
      clients: { 'user-api': { password: 'p/w' } },
      global: { secrets: { provider } },
    })

  it('has the name of the model, and the user that the store has', () => {
    const { data = {} } = the<ISecret>(objects('inline'), 'Secret', secret)
    const of = the<IConfigMap>(objects('inline'), 'ConfigMap', 'shop-store-user-api')
    expect(Object.entries(data).map(([key, text]) => [key, atob(text)])).toEqual([
      ['username', of.data?.['username']],
      ['password', 'p/w'],
      ['url-password', 'p%2Fw'],
    ])
  })

  it('is fetched under that name, but for the user, whom the operator is told', () => {
    const { spec } = the<ExternalSecret>(objects('externalSecrets'), 'ExternalSecret', secret)
    const of = the<IConfigMap>(objects('inline'), 'ConfigMap', 'shop-store-user-api')
    expect(spec.target.name).toBe(secret)
    expect(spec.target.template.data['username']).toBe(of.data?.['username'])
    expect(spec.data.map(({ remoteRef }) => remoteRef)).toEqual([
      { key: secret, property: 'password' },
    ])
  })

  it('is what store and client read, and nothing has the usual name', () => {
    const read = [...objects('existing'), ...rendered(components, 'user-api')].flatMap(secretsIn)
    expect(read).toContain(secret)
    expect(read).not.toContain('shop-store-user-api')
    const env = JSON.stringify(rendered(components, 'user-api'))
    expect(env).toContain(JSON.stringify({ secretKeyRef: { name: secret, key: 'username' } }))
  })

  it('is in the contract', () => {
    const platform = resolvePlatform('shop', { components })
    const names = secretContracts(platform, 'blue').filter(
      ({ name }) => !name.startsWith('blue-store'),
    )
    expect(names.map(({ name, keys }) => [name, keys])).toEqual([
      [secret, ['username', 'password', 'url-password']],
    ])
    expect(resolved(components, 'store').context.accounts[0]?.secret).toBe(secret)
  })
})

describe('a platform is refused', () => {
  const image = 'shop/api'
  const db = postgresql()

  test.each<readonly [string, Components, readonly string[]]>([
    [
      'whose Secret has a name that none can have',
      { a: worker({ image, uses: [database('db', { secret: 'DB_Login' })] }), db },
      ['secret-name components.a.uses "DB_Login" cannot name the Secret of a in db'],
    ],
    [
      'where two clients call their Secrets alike',
      {
        a: worker({ image, uses: [database('db', { secret: 'login' })] }),
        b: worker({ image, uses: [database('db', { secret: 'login' })] }),
        db,
      },
      [
        'secret-taken components.b.uses b calls its Secret of db login, as that of the account a of db is called',
      ],
    ],
    [
      'where one client calls its Secrets of two stores alike',
      {
        a: worker({
          image,
          uses: [database('db', { secret: 'login' }), cache('redis', { secret: 'login' })],
        }),
        db,
        redis: redis(),
      },
      [
        'secret-taken components.a.uses a calls its Secret of redis login, as that of the account a of db is called',
      ],
    ],
    [
      'where a Secret has the name of one of the chart',
      {
        a: worker({ image, uses: [database('db', { secret: 'shop-redis' }), cache('redis')] }),
        db,
        redis: redis(),
      },
      [
        'secret-taken components.a.uses a calls its Secret of db shop-redis, as that of the chart itself is called',
      ],
    ],
    [
      'where those who share an account call its Secret by two names',
      {
        a: worker({ image, uses: [database('db', { account: 'shop', secret: 'login' })] }),
        b: worker({ image, uses: [database('db', { account: 'shop' })] }),
        db,
      },
      [
        'secrets-differ components.b.uses b shares the account shop of db, whose Secret another edge calls login',
      ],
    ],
    [
      'where a service without accounts is asked for one',
      {
        a: worker({ image, uses: [{ interface: 'http', to: 'b', secret: 'login' }] }),
        b: service({ image, port: 8080 }),
      },
      ['no-accounts components.a.uses a wants a Secret of b, which has no accounts'],
    ],
  ])('%s', (_, components, wanted) => {
    const problems = checkPlatform(resolvePlatform('shop', { components }))
    expect(problems.map(({ code, path, message }) => `${code} ${path} ${message}`)).toEqual(wanted)
  })

  it('not where all who share an account say one name', () => {
    const uses = [database('db', { account: 'shop', secret: 'login' })] as const
    const components = { a: worker({ image, uses }), b: worker({ image, uses }), db }
    expect(checkPlatform(resolvePlatform('shop', { components }))).toEqual([])
  })
})

interface ExternalSecret extends Manifest {
  readonly spec: {
    readonly target: {
      readonly name: string
      readonly template: { readonly data: Readonly<Record<string, string>> }
    }
    readonly data: readonly { readonly remoteRef: unknown }[]
  }
}

/** Names of the Secrets that a part of an object refers to. */
function secretsIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return []
  const { secretKeyRef, secretName, secret: projected } = part as Readonly<Record<string, unknown>>
  const names = [nameIn(secretKeyRef), secretName, nameIn(projected)]
  return [
    ...names.filter((name) => typeof name === 'string'),
    ...Object.values(part).flatMap(secretsIn),
  ]
}

function nameIn(reference: unknown): unknown {
  const isObject = typeof reference === 'object' && reference !== null
  return isObject && 'name' in reference ? reference.name : undefined
}
