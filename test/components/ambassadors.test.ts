import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { describe, expect, it } from 'vitest'
import { type Ambassador, defineKind, edgeEnvironment, valuesOf } from 'chartwright/kind'
import {
  cache,
  call,
  circuitBreaker,
  database,
  documents,
  job,
  mongodb,
  pgbouncer,
  postgresql,
  redis,
  service,
} from '../../src/index.ts'
import { planChart } from '../../src/chart/plan.ts'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import type { Values } from '../../src/values/value.ts'
import { environmentOf } from '../programs/local-container.ts'
import { workloads } from '../workloads-project.ts'
import { type Manifest, rendered, resolved, the } from './rendered.ts'

const image = 'shop/app'

/** A proxy that a stranger could have written. */
const proxy: Ambassador<'cache'> = {
  name: 'proxy',
  interface: 'cache',
  port: 22_121,
  env: { REDIS_SERVER: '{address}', REDIS_CA: '{ca-file}' },
  container: { image: 'ops/proxy:1.2', settings: { maxConnections: 4 }, env: { MODE: 'fast' } },
}

const components: Components = {
  web: service({
    image,
    port: 8080,
    uses: [
      database('postgresql', { via: pgbouncer({ mode: 'transaction' }), waitFor: true }),
      cache('redis', { via: proxy }),
    ],
    migrate: ['migrate'],
    init: { prepare: { inheritEnv: true }, other: {} },
    sidecars: { shipper: { inheritEnv: true } },
  }),
  postgresql: postgresql(),
  redis: redis(),
}

const tls = { postgresql: { enabled: true }, redis: { enabled: true } }
const inline: Values = {
  global: { tls, secrets: { provider: 'inline' } },
  clients: { web: { password: 'a b' } },
}

const stores: readonly Manifest[] = ['postgresql', 'redis'].flatMap((store) =>
  rendered(components, store, { ...inline, auth: { password: 'x' } }),
)

const web = (values: Values = {}): IPodSpec => {
  const all = rendered(components, 'web', { global: { tls }, ...values })
  const spec = the<IDeployment>(all, 'Deployment').spec?.template.spec
  if (!spec) throw new Error('there is no pod')
  return spec
}

const migration = (): IPodSpec => {
  const spec = the<IJob>(rendered(components, 'web', { global: { tls } }), 'Job').spec
  if (!spec?.template.spec) throw new Error('there is no pod')
  return spec.template.spec
}

const named = ({ initContainers = [], containers }: IPodSpec, name: string): IContainer => {
  const found = [...initContainers, ...containers].find((one) => one.name === name)
  if (!found) throw new Error(`there is no container ${name}`)
  return found
}

const environment = ({ env = [] }: IContainer) => environmentOf(env, stores)

describe('a component behind an ambassador', () => {
  it('is at its port of 127.0.0.1, without TLS and with the same account', () => {
    const seen = environment(named(web(), 'web'))
    expect(seen).toMatchObject({
      DATABASE_HOST: '127.0.0.1',
      DATABASE_PORT: '6432',
      DATABASE_NAME: 'web',
      DATABASE_USERNAME: 'web',
      DATABASE_PASSWORD: 'a b',
      DATABASE_URL: 'postgresql://web:a%20b@127.0.0.1:6432/web?sslmode=disable',
      REDIS_SCHEME: 'redis',
      REDIS_URL: 'redis://web:a%20b@127.0.0.1:22121/0',
    })
    expect(seen).not.toHaveProperty('DATABASE_CA_FILE')
    expect(named(web(), 'web').volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(['/tmp'])
  })

  it('is so in every form of the URL', () => {
    const env = { A: '{asyncpg}', B: '{jdbc}', C: '{ssl-mode}{query}{ca-file}' }
    const via = pgbouncer({ mode: 'session', port: 6500 })
    const of = {
      a: service({ image, port: 8080, uses: [database('db', { env, via })] }),
      db: postgresql(),
    }
    const [own] =
      the<IDeployment>(rendered(of, 'a'), 'Deployment').spec?.template.spec?.containers ?? []
    const store = rendered(of, 'db', {
      global: { secrets: { provider: 'inline' } },
      auth: { password: 'x' },
      clients: { a: { password: 'p' } },
    })
    expect(environmentOf(own?.env ?? [], store)).toMatchObject({
      A: 'postgresql+asyncpg://a:p@127.0.0.1:6500/a?ssl=disable',
      B: 'jdbc:postgresql://127.0.0.1:6500/a?sslmode=disable',
      C: 'disable?sslmode=disable',
    })
  })

  it('has standbys that only read, and that no ambassador speaks for', () => {
    const env = { URL: '{url}', READ_URL: '{readonly-url}' }
    const via = pgbouncer({ mode: 'session' })
    const of = {
      a: service({ image, port: 8080, uses: [database('db', { env, via })] }),
      db: postgresql({ standbys: true }),
    }
    const global = { tls: { db: { enabled: true } }, secrets: { provider: 'inline' } }
    const pod = the<IDeployment>(rendered(of, 'a', { global }), 'Deployment').spec?.template.spec
    const store = rendered(of, 'db', {
      global,
      auth: { password: 'x' },
      clients: { a: { password: 'p' } },
      standbys: { password: 'y' },
    })
    const [own] = pod?.containers ?? []
    expect(environmentOf(own?.env ?? [], store)).toMatchObject({
      URL: 'postgresql://a:p@127.0.0.1:6432/a?sslmode=disable',
      READ_URL:
        'postgresql://a:p@shop-db-readonly:5432/a?sslmode=verify-full&sslrootcert=/etc/ssl/db/ca.crt',
    })
    expect(own?.volumeMounts?.map(({ mountPath }) => mountPath)).toContain('/etc/ssl/db')
  })

  it('is itself to the ambassador, to what runs before that, and to a migration', () => {
    expect(environment(named(web(), 'pgbouncer'))).toMatchObject({
      DATABASE_HOST: 'shop-postgresql',
      DATABASE_SSL_MODE: 'verify-full',
      DATABASE_CA_FILE: '/etc/ssl/postgresql/ca.crt',
    })
    const direct = {
      DATABASE_HOST: 'shop-postgresql',
      DATABASE_CA_FILE: '/etc/ssl/postgresql/ca.crt',
      REDIS_SCHEME: 'rediss',
    }
    for (const one of [named(web(), 'prepare'), named(migration(), 'migrate')]) {
      expect(environment(one)).toMatchObject(direct)
      expect(one.volumeMounts).toContainEqual(
        expect.objectContaining({ mountPath: '/etc/ssl/postgresql' }),
      )
    }
    expect(environment(named(web(), 'wait-for-postgresql'))).toMatchObject({
      PGHOST: 'shop-postgresql',
    })
    expect(environment(named(web(), 'shipper'))).toMatchObject({ DATABASE_HOST: '127.0.0.1' })
    expect(migration().initContainers?.map(({ name }) => name)).toEqual(['wait-for-postgresql'])
  })

  it('lets the pods in as ever', () => {
    const labels = the<IDeployment>(rendered(components, 'web'), 'Deployment').spec?.template
      .metadata
    expect(labels?.labels).toMatchObject({ 'postgresql-client': 'true', 'redis-client': 'true' })
  })
})

describe('an ambassador', () => {
  it('is a native sidecar, after what ends and before the other sidecars', () => {
    expect(web().initContainers?.map(({ name }) => name)).toEqual([
      'wait-for-postgresql',
      'prepare',
      'other',
      'pgbouncer',
      'proxy',
      'shipper',
    ])
    expect(named(web(), 'pgbouncer').restartPolicy).toBe('Always')
    expect(named(web(), 'proxy')).toMatchObject({ image: 'ops/proxy:1.2', restartPolicy: 'Always' })
    expect(environment(named(web(), 'proxy'))).toMatchObject({
      REDIS_SERVER: 'shop-redis:6379',
      REDIS_CA: '/etc/ssl/redis/ca.crt',
      MODE: 'fast',
      MAX_CONNECTIONS: '4',
    })
  })

  it('is the same client: it has the account, its Secret and the Service of the edge', () => {
    const via = pgbouncer({ mode: 'session' })
    const shared = { account: 'shop', secret: 'database-login', via }
    const of: Components = {
      a: service({
        image,
        port: 8080,
        uses: [
          database('db', { as: 'DB', waitFor: true, ...shared }),
          call('b', { service: 'quiet', via: circuitBreaker() }),
        ],
      }),
      b: service({ image, port: 8081, services: { quiet: {} } }),
      db: postgresql(),
    }
    expect(checkPlatform(resolvePlatform('shop', { components: of }))).toEqual([])
    const pod = the<IDeployment>(rendered(of, 'a'), 'Deployment').spec?.template.spec
    const env = (name: string) =>
      pod?.initContainers
        ?.find((one) => one.name === name)
        ?.env?.map((one) => [one.name, one.valueFrom?.secretKeyRef ?? one.value])
    expect(env('pgbouncer')).toContainEqual([
      'DATABASE_PASSWORD',
      { name: 'database-login', key: 'password' },
    ])
    expect(env('circuit-breaker')).toContainEqual(['CALLEE_URL', 'http://shop-b-quiet:8081'])
  })

  it('has settings that the values change, and no others', () => {
    const settings = { poolSize: 3 }
    const changed = named(web({ containers: { pgbouncer: { settings } } }), 'pgbouncer')
    expect(environment(changed)).toMatchObject({ POOL_SIZE: '3', MAX_CLIENTS: '1000' })
    const { schema } = planChart(resolved(components, 'web'), {})
    const of = schema.properties?.['containers']?.properties ?? {}
    expect(Object.keys(of['proxy']?.properties?.['settings']?.properties ?? {})).toEqual([
      'maxConnections',
    ])
    expect(of['proxy']?.properties?.['settings']?.additionalProperties).toBe(false)
    expect(of['shipper']?.properties).not.toHaveProperty('settings')
  })

  it('of a job ends with it, and is under the name that it is given', () => {
    const seed = the<IJob>(rendered(workloads.components, 'seed'), 'Job').spec?.template.spec
    expect(seed?.initContainers?.map(({ name }) => name)).toEqual([
      'wait-for-postgresql',
      'pool',
      'circuit-breaker',
      'shipper',
    ])
    const host = seed?.containers[0]?.env?.find(({ name }) => name === 'DATABASE_PORT')
    expect(host?.value).toBe('6433')
  })

  it('has its script in the ConfigMap of files, with no password', () => {
    const files = the<IConfigMap>(rendered(components, 'web'), 'ConfigMap', 'shop-web-files')
    expect(Object.keys(files.data ?? {})).toEqual(['etc.pgbouncer.start.sh'])
  })
})

describe('a wrong ambassador', () => {
  const problems = (of: Components): readonly string[] =>
    checkPlatform(resolvePlatform('shop', { components: of })).map(
      ({ path, message }) => `${path}: ${message}`,
    )
  const one = (...uses: Parameters<typeof service>[0]['uses'] & object): Components => ({
    a: service({ image, port: 8080, uses }),
    postgresql: postgresql(),
    archive: postgresql(),
    mongodb: mongodb(),
    redis: redis(),
  })
  const pool = pgbouncer({ mode: 'session' })
  const archive = database('archive', { as: 'ARCHIVE', via: pool })

  it.each<[string, Components, readonly string[]]>([
    [
      'two of one name and port',
      one(database('postgresql', { via: pool }), archive),
      ['components.a.uses: the pods have a container pgbouncer already'],
    ],
    [
      'two of one port',
      one(
        database('postgresql', { via: pool }),
        database('archive', { as: 'B', via: pgbouncer({ mode: 'session', name: 'b' }) }),
      ),
      ['components.a.uses: the ambassador b listens on 6432, as the ambassador pgbouncer does'],
    ],
    [
      'the port of the component itself, and one that needs rights',
      one(
        database('postgresql', { via: pgbouncer({ mode: 'session', port: 8080 }) }),
        cache('redis', { via: { ...proxy, port: 80 } }),
      ),
      [
        'components.a.uses: the ambassador pgbouncer listens on 8080, as another container of the pods does',
        'components.a.uses: an ambassador listens on a port from 1024 to 65535, not on 80',
      ],
    ],
    [
      'one for something else',
      one(cache('redis', { via: pool as never })),
      [
        'components.a.uses: the ambassador pgbouncer speaks for database, and a uses redis as cache',
      ],
    ],
    [
      'one that does not speak what the port speaks',
      {
        a: service({ image, port: 8080, uses: [call('b', { via: circuitBreaker() })] }),
        b: service({ image, ports: { grpc: { port: 9090, protocol: 'grpc' } } }),
      },
      ['components.a.uses: the ambassador circuit-breaker speaks http, and a reaches b by grpc'],
    ],
    [
      'one that would know the pods of a headless Service',
      {
        a: service({
          image,
          port: 8080,
          uses: [call('b', { service: 'pods', via: circuitBreaker() })],
        }),
        b: service({ image, port: 8081, services: { pods: { type: 'Headless' } } }),
      },
      [
        'components.a.uses: no ambassador can speak for the Service pods of b: clients of a headless Service connect to it themselves',
      ],
    ],
    [
      'more tries than there are',
      {
        a: service({
          image,
          port: 8080,
          uses: [call('b', { via: circuitBreaker({ retries: 4, failOn: [404 as 500] }) })],
        }),
        b: service({ image, port: 8081 }),
      },
      [
        'components.a.uses: circuit-breaker.retries: 4 must be at most 3',
        'components.a.uses: circuit-breaker.failOn[0]: 404 must be 500, 502, 503 or 504',
      ],
    ],
    [
      'one for whom none can speak',
      one(documents('mongodb', { via: { ...proxy, interface: 'documents' } })),
      [
        'components.a.uses: no ambassador can speak for mongodb: clients of a mongodb connect to it themselves',
      ],
    ],
    [
      'one of a sidecar',
      {
        ...one(),
        a: job({ image, sidecars: { b: { uses: [database('postgresql', { via: pool })] } } }),
      },
      ['components.a.sidecars.b.uses: the edge of the container b to postgresql has an ambassador'],
    ],
    [
      'options that there are not',
      one(database('postgresql', { via: pgbouncer({ mode: 'fast', pool: 3 } as never) })),
      [
        'components.a.uses: pgbouncer.mode: "fast" must be "session", "transaction" or "statement"',
        'components.a.uses: pgbouncer.pool: there is no key pool here',
      ],
    ],
    [
      'a container that no pod can run',
      one(cache('redis', { via: { ...proxy, container: { imag: 'x', uid: 0 } } as never })),
      [
        'components.a.uses: the container of the ambassador proxy is not as it must be: image: the key image is missing',
        'components.a.uses: the container of the ambassador proxy is not as it must be: imag: there is no key imag here',
        'components.a.uses: the container of the ambassador proxy is not as it must be: uid: 0 must be at least 1',
      ],
    ],
  ])('%s', (_, of, expected) => {
    expect(problems(of)).toEqual(expected)
  })

  it('one of a component that runs no sidecars', () => {
    const values = valuesOf<object>({ type: 'object', additionalProperties: false, properties: {} })
    const { component: client } = defineKind({
      kind: 'client',
      provides: 'client',
      isClient: true,
      values,
      description: 'A client',
      image: { registry: '', repository: 'x', tag: '1' },
      templates: (context) => ({ helpers: [], files: { 'a.yaml': [edgeEnvironment(context)] } }),
    })
    const a = client({ uses: [database('postgresql', { via: pool })] })
    expect(problems({ ...one(), a })).toContain(
      'components.a.uses: the pods of a have no sidecar that could be the ambassador pgbouncer',
    )
  })
})
