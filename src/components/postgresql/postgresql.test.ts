import { spawnSync } from 'node:child_process'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { fakeProgram } from '../../../test/verify/fake-program.ts'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { ISecret } from 'kubernetes-models/v1/Secret'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { planChart } from '../../chart/plan.ts'
import { postgresql } from './postgresql.ts'
import { service } from '../service/service.ts'
import { database } from 'chartwright'
import { edgeEnvironment, waitsFor } from '../../platform/connections.ts'
import type { Values } from '../../values/value.ts'
import { editorValidator } from '../../../test/schema/parity-ajv.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'

const client = (as?: string) =>
  service({ image: 'shop/app', port: 8080, uses: [database('postgresql', as ? { as } : {})] })

const components = { orders: client(), 'user-profiles': client(), postgresql: postgresql() }

const objects = (values: Values = {}): readonly Manifest[] =>
  rendered(components, 'postgresql', values)

const kinds = (values: Values): readonly string[] =>
  objects(values).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

const inline: Values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root' },
  clients: { orders: { password: 'a b/c' }, 'user-profiles': { password: 'x' } },
}

const volume = (values: Values): unknown =>
  the<IStatefulSet>(objects(values), 'StatefulSet').spec?.template.spec?.volumes?.[0]

const configuration = (values: Values = {}) =>
  the<IConfigMap>(objects(values), 'ConfigMap', 'shop-postgresql').data ?? {}

const variables = (as?: string) =>
  edgeEnvironment(contextOf({ ...components, orders: client(as) }, 'orders'))

describe('the server', () => {
  const set = the<IStatefulSet>(objects(), 'StatefulSet')
  const [container] = set.spec?.template.spec?.containers ?? []

  it('is one pod, since two would be two servers', () => {
    expect(set.spec?.replicas).toBe(1)
  })

  it('has the image that is pinned', () => {
    expect(container?.image).toBe('docker.io/library/postgres:18.6-trixie')
  })

  it('keeps every rule for pods', () => {
    expect(brokenPodRules(set.spec?.template.spec)).toEqual([])
  })

  it('writes to volumes only, with its data below the root of its own', () => {
    expect(container?.volumeMounts?.filter(({ readOnly }) => !readOnly)).toEqual([
      { name: 'data', mountPath: '/var/lib/postgresql' },
      { name: 'run', mountPath: '/var/run/postgresql' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'shm', mountPath: '/dev/shm' },
    ])
    expect(container?.env).toContainEqual({ name: 'PGDATA', value: '/var/lib/postgresql/pgdata' })
  })

  it('gets the password of the superuser as a file', () => {
    expect(container?.env).toContainEqual({
      name: 'POSTGRES_PASSWORD_FILE',
      value: '/run/secrets/postgresql/password',
    })
    expect(JSON.stringify(container?.env)).not.toContain('secretKeyRef')
  })

  it('is asked by TCP whether it is ready, and ends sessions before it ends', () => {
    const command = ['pg_isready', '--host=localhost', '--username=postgres']
    expect(container?.readinessProbe?.exec?.command).toEqual(command)
    expect(container?.lifecycle?.preStop?.exec?.command).toEqual([
      'pg_ctl',
      'stop',
      '--mode=fast',
      '--no-wait',
    ])
    expect(set.spec?.template.spec?.terminationGracePeriodSeconds).toBe(120)
  })

  it.each([
    ['answers', 0, 0],
    ['refuses connections while it recovers', 1, 0],
    ['does not answer', 2, 1],
    ['is asked in a wrong way', 3, 1],
  ])('that %s is alive by a status of 0', (_, answer, status) => {
    const bin = temporaryFolder()
    fakeProgram(`${bin}/pg_isready`, `exit ${answer}`)
    for (const probe of [container?.startupProbe, container?.livenessProbe]) {
      const [program = '', ...args] = probe?.exec?.command ?? []
      const env = { PATH: `${bin}:/bin:/usr/bin` }
      expect(spawnSync(program, args, { env }).status).toBe(status)
    }
  })

  it('has a claim that a profile may swap for another, or none', () => {
    expect(volume({ persistence: { claim: 'dev' } })).toEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'shop-postgresql-dev' },
    })
    expect(volume({ persistence: { enabled: false } })).toEqual({
      name: 'data',
      emptyDir: { sizeLimit: '8Gi' },
    })
  })
})

describe('the configuration', () => {
  it('lets nobody in without a password', () => {
    expect(configuration()['pg_hba.conf']).toBe(
      [
        '# TYPE  DATABASE  USER  ADDRESS  METHOD',
        'local   all       all            scram-sha-256',
        'host    all       all   all      scram-sha-256',
        '',
      ].join('\n'),
    )
  })

  it('has the settings of the values, the further ones last', () => {
    const values = {
      config: { max_connections: 250, shared_buffers: '1GB' },
      resources: { limits: { memory: '4Gi' } },
      extraConfig: { random_page_cost: '1.1', 'auto_explain.log_format': 'json' },
    }
    const lines = configuration(values)['postgresql.conf']?.split('\n') ?? []
    expect(lines).toContain('max_connections = 250')
    expect(lines).toContain("shared_buffers = '1GB'")
    expect(lines.slice(-3)).toEqual([
      "auto_explain.log_format = 'json'",
      "random_page_cost = '1.1'",
      '',
    ])
  })

  it('lets no further setting repeat one that the chart writes, or leave its quotes', () => {
    const plan = planChart(resolved(components, 'postgresql'), {})
    const accepts = editorValidator(plan.schema)
    expect(accepts({ extraConfig: { random_page_cost: '1.1' } })).toBe(true)
    expect(accepts({ extraConfig: { hba_file: '/tmp/x' } })).toBe(false)
    expect(accepts({ extraConfig: { archive_command: "x' \\" } })).toBe(false)
  })

  it('writes each setting of the chart once', () => {
    const names = (configuration()['postgresql.conf'] ?? '').match(/^\w+(?= =)/gm) ?? []
    const reserved = resolved(components, 'postgresql').component.keys?.(
      contextOf(components, 'postgresql'),
    )['settings']
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => !reserved?.includes(name))).toEqual([])
  })
})

describe('the secrets', () => {
  it('are somebody else’s with provider existing', () => {
    expect(objects().filter(({ kind }) => /Secret/.test(kind))).toEqual([])
  })

  it('hold each password plain, and encoded for a URL, with provider inline', () => {
    const { data = {} } = the<ISecret>(objects(inline), 'Secret', 'shop-postgresql-orders')
    const decoded = Object.entries(data).map(([key, text]) => [
      key,
      Buffer.from(text, 'base64').toString(),
    ])
    expect(Object.fromEntries(decoded)).toEqual({ password: 'a b/c', 'url-password': 'a%20b%2Fc' })
  })

  it('have no default password', () => {
    expect(() => objects({ ...inline, auth: { password: '' } })).toThrow(
      'set postgresql.auth.password',
    )
  })

  it('never show in a ConfigMap', () => {
    const texts = objects(inline).filter(({ kind }) => kind === 'ConfigMap')
    expect(JSON.stringify(texts)).not.toMatch(/a b\/c|a%20b/)
  })

  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'postgresql')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['postgresql', ['password']],
        ['postgresql-orders', ['password', 'url-password']],
        ['postgresql-user-profiles', ['password', 'url-password']],
        ['postgresql-tls', ['ca.crt', 'tls.crt', 'tls.key']],
        ['postgresql-tls', ['ca.crt']],
      ],
    )
  })
})

describe('the connection of a client', () => {
  it('is DATABASE_URL, and its parts', () => {
    expect(variables().map(({ name }) => name)).toEqual([
      'DATABASE_HOST',
      'DATABASE_PORT',
      'DATABASE_NAME',
      'DATABASE_USERNAME',
      'DATABASE_PASSWORD',
      'DATABASE_URL_ADDRESS',
      'DATABASE_URL_PASSWORD',
      'DATABASE_URL',
    ])
  })

  it('has the prefix that the edge asks for, within the URL as well', () => {
    expect(variables('LEDGER').at(-1)).toEqual({
      name: 'LEDGER_URL',
      value: 'postgresql://$(LEDGER_USERNAME):$(LEDGER_URL_PASSWORD)@$(LEDGER_URL_ADDRESS)',
    })
  })

  it('has a database and a role by the name of the client', () => {
    const name = 'shop-postgresql-user-profiles'
    expect(the<IConfigMap>(objects(), 'ConfigMap', name).data).toEqual({
      host: 'shop-postgresql',
      port: '5432',
      'url-address': 'shop-postgresql:5432/user_profiles?sslmode=disable',
      database: 'user_profiles',
      username: 'user_profiles',
    })
  })

  it('waits with the image of the server, whichever the model says', () => {
    const platform = {
      ...components,
      postgresql: postgresql({ values: { image: { tag: '17.9-trixie' } } }),
    }
    const [wait] = waitsFor(contextOf(platform, 'orders'), () => true)
    expect(wait?.image).toEqual({
      registry: 'docker.io',
      repository: 'library/postgres',
      tag: '17.9-trixie',
    })
    expect(wait?.environment).toContainEqual(expect.objectContaining({ name: 'PGPASSWORD' }))
    expect(wait?.command.join(' ')).not.toContain('PASSWORD')
  })
})

describe('mode external', () => {
  const external: Values = {
    mode: 'external',
    external: { host: 'fd00::5', port: 6432, cidrs: ['fd00::/64'], query: '?sslmode=require' },
  }

  it('renders no workload', () => {
    expect(kinds(external)).toEqual([
      'ConfigMap shop-postgresql-orders',
      'ConfigMap shop-postgresql-user-profiles',
      'NetworkPolicy shop-postgresql-external',
    ])
  })

  it('renders the Secrets of the clients, but not the superuser’s', () => {
    const secrets = kinds({ ...inline, ...external }).filter((name) => name.startsWith('Secret'))
    expect(secrets).toEqual([
      'Secret shop-postgresql-orders',
      'Secret shop-postgresql-user-profiles',
    ])
  })

  it('gives the same keys, with an IPv6 address in brackets in the URL', () => {
    expect(the<IConfigMap>(objects(external), 'ConfigMap', 'shop-postgresql-orders').data).toEqual({
      host: 'fd00::5',
      port: '6432',
      'url-address': '[fd00::5]:6432/orders?sslmode=require',
      database: 'orders',
      username: 'orders',
    })
  })

  it('needs a host', () => {
    expect(() => objects({ mode: 'external' })).toThrow('set postgresql.external.host')
  })
})

describe('the provisioning', () => {
  const job = the<IJob>(objects(), 'Job')
  const pod = job.spec?.template

  it('keeps every rule for pods', () => {
    expect(brokenPodRules(pod?.spec)).toEqual([])
  })

  it('is a Job whose name changes with its pod, and no hook', () => {
    expect(job.metadata?.name).toBe('shop-postgresql-provision-<sha256>')
    expect(job.metadata?.annotations).toBeUndefined()
    expect(job.spec?.ttlSecondsAfterFinished).toBeUndefined()
  })

  it('has one password file for each client', () => {
    expect(pod?.spec?.volumes?.find(({ name }) => name === 'clients')?.projected?.sources).toEqual([
      {
        secret: {
          name: 'shop-postgresql-orders',
          items: [{ key: 'password', path: 'orders' }],
        },
      },
      {
        secret: {
          name: 'shop-postgresql-user-profiles',
          items: [{ key: 'password', path: 'user_profiles' }],
        },
      },
    ])
  })

  it('may reach the server, but is no pod of its Service', () => {
    const policy = the<INetworkPolicy>(objects(), 'NetworkPolicy', 'shop-postgresql-ingress')
    const access = policy.spec?.ingress?.[0]?.from?.[0]?.podSelector?.matchLabels
    const { selector } = the<IService>(objects(), 'Service', 'shop-postgresql').spec ?? {}
    expect(pod?.metadata?.labels).toMatchObject(access ?? { there: 'is none' })
    expect(pod?.metadata?.labels).not.toMatchObject(selector ?? {})
  })

  it('can be turned off', () => {
    expect(kinds({ provisioning: { enabled: false } }).join()).not.toContain('provision')
  })

  it('is not there without clients', () => {
    const alone = rendered({ postgresql: postgresql() }, 'postgresql')
    expect(alone.filter(({ kind }) => kind === 'Job' || kind === 'NetworkPolicy')).toEqual([])
  })
})

describe('the model', () => {
  it.each(['postgres', 'template1', 'public', 'none', 'pg-stat'])(
    'refuses a client that is called %s',
    (name) => {
      const { component, context } = resolved(
        { [name]: client(), postgresql: postgresql() },
        'postgresql',
      )
      expect(component.check?.(context)).toMatchObject([{ code: 'reserved-database-name' }])
    },
  )

  it('accepts any other', () => {
    const { component, context } = resolved(components, 'postgresql')
    expect(component.check?.(context)).toEqual([])
  })
})

describe('TLS', () => {
  const tls: Values = { global: { tls: { postgresql: { enabled: true } } } }
  const data = (values: Values) =>
    the<IConfigMap>(
      rendered(components, 'postgresql', values),
      'ConfigMap',
      'shop-postgresql-orders',
    ).data
  const outside: Values = { mode: 'external', external: { host: 'db.example.com' } }
  const ca = '/etc/ssl/postgresql/ca.crt'

  it('is the only way in, and clients verify the certificate', () => {
    expect(configuration(tls)['postgresql.conf']).toContain(
      "ssl_key_file = '/run/secrets/tls/tls.key'",
    )
    expect(configuration(tls)['pg_hba.conf']).not.toMatch(/^host /m)
    expect(data(tls)).toMatchObject({
      'url-address': `shop-postgresql:5432/orders?sslmode=verify-full&sslrootcert=${ca}`,
    })
  })

  it('is not there by default', () => {
    expect(configuration()['postgresql.conf']).not.toContain('ssl')
    expect(JSON.stringify(objects())).not.toContain('postgresql-tls')
  })

  it('mounts a key that the group of the pod alone may read: the server refuses any other', () => {
    const volumes = the<IStatefulSet>(objects(tls), 'StatefulSet').spec?.template.spec?.volumes
    expect(volumes).toContainEqual({
      name: 'tls',
      secret: { secretName: 'shop-postgresql-tls', defaultMode: 0o440 },
    })
  })

  it('gives clients and the provisioning Job the CA alone, not the key', () => {
    const volume = {
      name: 'postgresql-ca',
      secret: { secretName: 'corp', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    }
    const own = { global: { tls: { postgresql: { enabled: true, secretName: 'corp' } } } }
    const job = the<IJob>(objects(own), 'Job').spec?.template.spec
    expect(job?.volumes).toContainEqual(volume)
    expect(job?.containers[0]?.env).toContainEqual({ name: 'PGSSLMODE', value: 'verify-full' })
    expect(JSON.stringify(rendered(components, 'orders', own))).toContain(JSON.stringify(volume))
  })

  it('goes before the query of a server outside', () => {
    const query = '?target_session_attrs=read-write'
    const external = { host: 'db.example.com', query }
    expect(data({ ...tls, ...outside, external })).toMatchObject({
      'url-address': `db.example.com:5432/orders?sslmode=verify-full&sslrootcert=${ca}&target_session_attrs=read-write`,
    })
  })

  it.each(['?sslmode=require', '?sslrootcert=/ca.crt'])('refuses the query %s', (query) => {
    const external = { host: 'db.example.com', query }
    expect(() => objects({ ...tls, ...outside, external })).toThrow(
      'remove sslmode and sslrootcert from postgresql.external.query',
    )
  })
})
