import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { database, postgresql, service } from 'chartwright'
import { planChart } from '../../../chart/plan.ts'
import type { Values } from '../../../values/value.ts'
import { brokenPodRules } from '../../../../test/components/pod-rules.ts'
import { contextOf, rendered, resolved, the } from '../../../../test/components/rendered.ts'
import type { PostgresqlOptions } from '../postgresql.ts'

const parts = { READ_URL: '{readonly-url}', READ_HOST: '{readonly-host}' } as const

const platform = (options: PostgresqlOptions = { standbys: true }, client = 'orders') => ({
  [client]: service({ image: 'shop/app', port: 8080, uses: [database('db', { env: parts })] }),
  db: postgresql(options),
})

const objects = (values: Values = {}, options?: PostgresqlOptions) =>
  rendered(platform(options), 'db', values)

const text = (values: Values, file: string): string =>
  the<IConfigMap>(objects(values), 'ConfigMap', 'shop-db').data?.[file] ?? ''

const connection = (values: Values = {}, options?: PostgresqlOptions) =>
  the<IConfigMap>(objects(values, options), 'ConfigMap', 'shop-db-orders').data

const labels = (component: string) => ({
  'app.kubernetes.io/name': 'db',
  'app.kubernetes.io/instance': 'shop',
  'app.kubernetes.io/component': component,
})

const set = the<IStatefulSet>(objects(), 'StatefulSet', 'shop-db-standby')
const pod = set.spec?.template

describe('standbys', () => {
  it('are a StatefulSet of their own, and nothing of them is there without them', () => {
    expect(set.spec).toMatchObject({
      replicas: 2,
      serviceName: 'shop-db-standby-headless',
      selector: { matchLabels: labels('standby') },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' },
    })
    expect(pod?.metadata?.labels).toMatchObject({ ...labels('standby'), 'db-client': 'true' })
    expect(JSON.stringify(objects({}, {}))).not.toContain('standby')
    expect(objects({}, { standbys: false })).toEqual(objects({}, {}))
  })

  it('leave the server as it is, but for what it keeps for them and lets them do', () => {
    const own = (options: PostgresqlOptions) =>
      the<IStatefulSet>(objects({}, options), 'StatefulSet', 'shop-db')
    expect(own({ standbys: true })).toEqual(own({}))
    expect(text({}, 'postgresql.conf')).toContain("max_slot_wal_keep_size = '2GB'")
  })

  it('keep every rule for pods, and have no password of the superuser', () => {
    expect(brokenPodRules(pod?.spec)).toEqual([])
    const secrets = pod?.spec?.volumes?.flatMap((volume) => volume.secret?.secretName ?? [])
    expect(secrets).toEqual(['shop-db-standby'])
  })

  it('are no pods of the server’s own Service, and all of the one for reading', () => {
    const selector = (name: string, values: Values = {}) =>
      the<IService>(objects(values), 'Service', name).spec?.selector
    expect(selector('shop-db')).toEqual(labels('database'))
    expect(selector('shop-db-readonly')).toEqual(labels('standby'))
    expect(selector('shop-db-readonly', { standbys: { replicas: 0 } })).toEqual(labels('database'))
  })

  it('are reached by the clients, and reach the server, by the way of the clients', () => {
    const component = 'app.kubernetes.io/component'
    const { podSelector, ingress } =
      the<INetworkPolicy>(objects(), 'NetworkPolicy', 'shop-db-ingress').spec ?? {}
    expect(podSelector?.matchExpressions).toEqual([
      { key: component, operator: 'In', values: ['database', 'standby'] },
    ])
    const letIn = ingress?.[0]?.from?.[0]?.podSelector?.matchLabels ?? { there: 'is none' }
    expect(pod?.metadata?.labels).toMatchObject(letIn)
  })

  it('go one at a time, and may go when they are alone', () => {
    const budgets = (values: Values) =>
      objects(values).filter(({ kind }) => kind === 'PodDisruptionBudget')
    const [budget] = budgets({}) as unknown as readonly IPodDisruptionBudget[]
    expect(budget?.spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: labels('standby') },
    })
    expect(budgets({ standbys: { replicas: 1 } })).toEqual([])
    expect(budgets({ standbys: { podDisruptionBudget: { enabled: false } } })).toEqual([])
  })

  it('have an exporter where the server has one, which the same pods reach', () => {
    const values = { exporter: { allowFrom: { prometheus: { namespace: 'monitoring' } } } }
    const all = objects(values, { standbys: true, exporter: true })
    const { spec } = the<IStatefulSet>(all, 'StatefulSet', 'shop-db-standby').spec?.template ?? {}
    expect(spec?.initContainers?.map(({ name }) => name)).toEqual(['exporter'])
    const policy = the<INetworkPolicy>(all, 'NetworkPolicy', 'shop-db-standby-allow-from').spec
    expect(policy?.podSelector.matchLabels).toEqual(labels('standby'))
  })

  it('log in by their role alone, which the Job makes', () => {
    expect(text({}, 'pg_hba.conf').split('\n').slice(2, 5)).toEqual([
      'host    replication,postgres standby all scram-sha-256',
      'host    all       standby all reject',
      'host    all       all   all      scram-sha-256',
    ])
    const job = the<IJob>(objects(), 'Job').spec?.template
    expect(job?.spec?.volumes?.find(({ name }) => name === 'clients')?.projected?.sources).toEqual([
      { secret: { name: 'shop-db-orders', items: [{ key: 'password', path: 'orders' }] } },
      { secret: { name: 'shop-db-standby', items: [{ key: 'password', path: 'standby' }] } },
    ])
  })

  it('with TLS verify the server, and no one comes without', () => {
    const tls = { global: { tls: { db: { enabled: true } } } }
    expect(text(tls, 'standby.sh')).toContain(
      'sslmode=verify-full sslrootcert=/run/secrets/tls/ca.crt',
    )
    expect(text(tls, 'pg_hba.conf')).not.toMatch(/^host .*scram/m)
  })

  it('have a Secret, which is needed where the chart runs them', () => {
    const { component, context } = resolved(platform(), 'db')
    expect(component.secrets?.(context)).toContainEqual(
      expect.objectContaining({ name: 'db-standby', neededWith: { mode: 'embedded' } }),
    )
    const inline = {
      global: { secrets: { provider: 'inline' } },
      auth: { password: 'x' },
      clients: { orders: { password: 'x' } },
    }
    expect(() => objects(inline)).toThrow('set db.standbys.password')
  })
})

describe('the read-only parts of an edge', () => {
  it('lead to the Service of the standbys, or to the server where there are none', () => {
    expect(connection()).toMatchObject({
      'readonly-host': 'shop-db-readonly',
      'readonly-address': 'shop-db-readonly:5432',
    })
    expect(connection({}, {})).toMatchObject({
      'readonly-host': 'shop-db',
      'readonly-address': 'shop-db:5432',
    })
  })

  it('lead to a host of their own outside, or to the server', () => {
    const external = { host: 'db.example.com', port: 6432 }
    const outside = { mode: 'external', external }
    expect(connection(outside)).toMatchObject({ 'readonly-address': 'db.example.com:6432' })
    const own = { ...outside, external: { ...external, readonlyHost: 'fd00::7' } }
    expect(connection(own)).toMatchObject({
      'readonly-host': 'fd00::7',
      'readonly-address': '[fd00::7]:6432',
    })
    expect(connection(outside, {})).toMatchObject({ 'readonly-host': 'db.example.com' })
  })
})

describe('refused are', () => {
  it.each<[string, Values, string]>([
    [
      'volumes that the server outgrows',
      { persistence: { size: '20Gi' } },
      'db.persistence.size is above db.standbys.persistence.size: a standby holds a copy of the whole server, and the size of its volume is fixed once installed: set it in the model',
    ],
    [
      'a log for standbys that the volume cannot hold',
      { config: { max_slot_wal_keep_size: '20GB' } },
      'db.config.max_slot_wal_keep_size is above db.persistence.size: lower the one or raise the other',
    ],
  ])('%s', (_, values, message) => {
    expect(() => objects(values)).toThrow(message)
  })

  it('a client and a Service that are called as theirs', () => {
    const codes = (options: PostgresqlOptions, client?: string) => {
      const components = platform(options, client)
      return resolved(components, 'db')
        .component.check?.(contextOf(components, 'db'))
        .map(({ code }) => code)
    }
    expect(codes({ standbys: true }, 'standby')).toHaveLength(1)
    expect(codes({}, 'standby')).toEqual([])
    for (const name of ['readonly', 'standby'])
      expect(codes({ standbys: true, services: { [name]: {} } })).toEqual(['service-name'])
  })

  it('more standbys than the server has room for, and settings that are theirs', () => {
    const { schema } = planChart(resolved(platform(), 'db'), {})
    expect(schema.properties?.['standbys']?.properties?.['replicas']).toMatchObject({ maximum: 5 })
    const plain = planChart(resolved(platform({}), 'db'), {}).schema
    expect(plain.properties).not.toHaveProperty('standbys')
    expect(plain.properties?.['config']?.properties).not.toHaveProperty('max_slot_wal_keep_size')
    expect(plain.properties?.['external']?.properties).not.toHaveProperty('readonlyHost')
  })
})
