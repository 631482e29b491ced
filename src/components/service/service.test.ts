import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it, test } from 'vitest'
import { postgresql } from '../postgresql/postgresql.ts'
import { service, type ServiceOptions } from './service.ts'
import { call, database } from 'chartwright'
import type { Values } from '../../values/value.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import { type Manifest, rendered, the } from '../../../test/components/rendered.ts'

const plain: ServiceOptions = { image: 'shop/orders', port: 8001 }

const objects = (options: Partial<ServiceOptions> = {}, values: Values = {}): readonly Manifest[] =>
  rendered(
    {
      orders: service({ ...plain, ...options }),
      users: service({ image: 'shop/users', port: 8002 }),
      postgresql: postgresql(),
    },
    'orders',
    values,
  )

const deployment = (options?: Partial<ServiceOptions>, values?: Values): IDeployment =>
  the<IDeployment>(objects(options, values), 'Deployment')

const container = (options?: Partial<ServiceOptions>, values?: Values): IContainer => {
  const { containers = [] } = deployment(options, values).spec?.template.spec ?? {}
  const found = containers.find(({ name }) => name === 'orders')
  if (!found) throw new Error('there is no container orders')
  return found
}

/** The variables of a container, each as its value, or as the key that it is read from. */
const variables = (options: Partial<ServiceOptions>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (container(options).env ?? []).map(({ name, value, valueFrom }) => {
      const from = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
      return [name, value ?? `${from?.name} ${from?.key}`]
    }),
  )

describe('the objects of a service', () => {
  const always = ['ServiceAccount', 'Deployment', 'Service', 'HorizontalPodAutoscaler']

  test.each<[string, Partial<ServiceOptions>, Values, readonly string[]]>([
    ['by default', {}, {}, []],
    ['with configuration', {}, { config: { LOG_LEVEL: 'info' } }, ['ConfigMap']],
    ['with two pods', {}, { replicas: 2 }, ['PodDisruptionBudget']],
    ['with a migration', { migrate: ['migrate'] }, {}, ['Job']],
  ])('%s', (_, options, values, more) => {
    const kinds = objects(options, values).map(({ kind }) => kind)
    const policies = kinds.filter((kind) => kind === 'NetworkPolicy')
    expect(kinds.toSorted()).toEqual([...always, ...more, ...policies].toSorted())
  })

  it('bear the name of the release and the component', () => {
    const own = objects({}, { replicas: 2, config: { A: 'b' } })
    const names = own
      .filter(({ kind }) => kind !== 'NetworkPolicy')
      .map(({ metadata }) => metadata.name)
    expect(new Set(names)).toEqual(new Set(['shop-orders']))
  })
})

describe('the pod of a service', () => {
  it('keeps every rule', () => {
    const { spec } = deployment({ uses: [database('postgresql')], migrate: ['migrate'] })
    expect(brokenPodRules(spec?.template.spec)).toEqual([])
  })

  it('listens where the model says, and is told so', () => {
    expect(container().ports).toEqual([{ name: 'http', containerPort: 8001, protocol: 'TCP' }])
    expect(variables({})['PORT']).toBe('8001')
    expect(the<IService>(objects(), 'Service').spec?.ports).toEqual([
      { name: 'http', port: 8001, targetPort: 'http', protocol: 'TCP' },
    ])
  })

  it('is asked at the paths of the model', () => {
    const asked = (options: Partial<ServiceOptions>): readonly unknown[] => {
      const { startupProbe, livenessProbe, readinessProbe } = container(options)
      return [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.path)
    }
    expect(asked({})).toEqual(['/health', '/health', '/ready'])
    expect(asked({ probes: { liveness: '/live' } })).toEqual(['/live', '/live', '/ready'])
    expect(asked({ probes: { readiness: '/up' } })).toEqual(['/health', '/health', '/up'])
  })

  it('has no probe that is switched off', () => {
    const values = { livenessProbe: { enabled: false }, startupProbe: { enabled: false } }
    expect(container({}, values)).not.toHaveProperty('livenessProbe')
    expect(container({}, values)).not.toHaveProperty('startupProbe')
    expect(container({}, values)).toHaveProperty('readinessProbe')
  })

  it('reads its secrets, and knows whom it calls', () => {
    const options = { secrets: { stripe: { 'api-key': 'STRIPE_KEY' } }, uses: [call('users')] }
    expect(variables(options)).toMatchObject({
      STRIPE_KEY: 'shop-orders-stripe api-key',
      USERS_URL: 'http://shop-users:8002',
    })
  })

  it('may write where the model says, and nowhere else', () => {
    const paths = (options?: Partial<ServiceOptions>): readonly string[] =>
      container(options).volumeMounts?.map(({ mountPath }) => mountPath) ?? []
    expect(paths()).toEqual(['/tmp'])
    expect(paths({ writable: ['/var/cache', '/run'] })).toEqual(['/var/cache', '/run'])
    expect(container().securityContext?.readOnlyRootFilesystem).toBe(true)
  })

  it('may write to memory, up to a size', () => {
    const writable = ['/tmp', { path: '/run/cache', memory: '64Mi' }]
    expect(container({ writable }).volumeMounts).toMatchObject([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'run-cache', mountPath: '/run/cache' },
    ])
    expect(deployment({ writable }).spec?.template.spec?.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'run-cache', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    ])
  })

  it('knows hosts by the names that the values give them', () => {
    const hostAliases = { '10.0.0.5': ['db.corp', 'db'], 'fd00::5': ['mail.corp'] }
    expect(deployment({}, { hostAliases }).spec?.template.spec?.hostAliases).toEqual([
      { ip: '10.0.0.5', hostnames: ['db.corp', 'db'] },
      { ip: 'fd00::5', hostnames: ['mail.corp'] },
    ])
  })

  it('takes the image of the values: a tag, or a digest', () => {
    const digest = `sha256:${'a'.repeat(64)}`
    expect(container().image).toBe('shop/orders:1.0.0')
    expect(container({}, { image: { tag: '2.0.0' } }).image).toBe('shop/orders:2.0.0')
    expect(container({}, { image: { digest } }).image).toBe(`shop/orders@${digest}`)
  })
})

describe('the migration of a service', () => {
  const uses = [database('postgresql')]
  const job = (migrate: readonly string[], values?: Values): IJob =>
    the<IJob>(objects({ uses, migrate }, values), 'Job')

  it('runs with the image and the environment of the service', () => {
    const [migration] = job(['migrate', 'up']).spec?.template.spec?.containers ?? []
    expect(migration?.command).toEqual(['migrate', 'up'])
    expect(migration?.image).toBe(container().image)
    expect(migration?.env).toEqual(container({ uses }).env)
  })
})
