import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { planChart } from '../../src/chart/plan.ts'
import { cache, job, redis, service, worker } from '../../src/index.ts'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import type { Values } from '../../src/values/value.ts'
import { workloads } from '../workloads-project.ts'
import { rendered, resolved, the } from './rendered.ts'

const { components } = workloads

const podOf = (values: Values = {}) =>
  the<IDeployment>(rendered(components, 'frontend', values), 'Deployment').spec?.template.spec

const named = (name: string, values: Values = {}): IContainer => {
  const { initContainers = [], containers } = podOf(values) ?? { containers: [] }
  const found = [...initContainers, ...containers].find((one) => one.name === name)
  if (!found) throw new Error(`there is no container ${name}`)
  return found
}

const variable = ({ env = [] }: IContainer, name: string) => env.filter((one) => one.name === name)

describe('the containers of a pod', () => {
  it('start in this order: init containers, native sidecars, its own with the plain ones', () => {
    expect(podOf()?.initContainers?.map(({ name }) => name)).toEqual(['prepare', 'shipper'])
    expect(podOf()?.containers.map(({ name }) => name)).toEqual(['frontend', 'clock'])
    expect(named('shipper').restartPolicy).toBe('Always')
    expect([named('prepare').restartPolicy, named('clock').restartPolicy]).toEqual([
      undefined,
      undefined,
    ])
  })

  it('come before those that the values add', () => {
    const values = {
      initContainers: { late: { image: 'late' } },
      sidecars: { extra: { image: 'extra' } },
    }
    expect(podOf(values)?.initContainers?.at(-1)?.name).toBe('late')
    expect(podOf(values)?.containers.at(-1)?.name).toBe('extra')
  })

  it('run as the model says, as restricted as the own one', () => {
    expect(named('shipper')).toMatchObject({
      image: 'registry.example.com/ops/shipper:2.4.1',
      args: ['--from=/logs'],
      workingDir: '/logs',
      ports: [
        { name: 'stats', containerPort: 9121, protocol: 'TCP' },
        { name: 'health', containerPort: 9122, protocol: 'TCP' },
      ],
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
        runAsUser: 1001,
        runAsGroup: 1002,
      },
      livenessProbe: { httpGet: { path: '/health', port: 'health' } },
      startupProbe: { httpGet: { path: '/health', port: 'health' } },
      readinessProbe: { tcpSocket: { port: 'stats' } },
    })
    expect(named('clock').image).toBe('ops/clock:1.0.0')
    expect(named('prepare').image).toBe('boutique/frontend:1.0.0')
  })

  it('have values of their own', () => {
    const containers = {
      shipper: {
        image: { tag: '3' },
        env: { EXTRA: 'yes' },
        resources: { requests: { memory: '8Mi' } },
        livenessProbe: { enabled: false },
      },
    }
    const shipper = named('shipper', { containers })
    expect(shipper.image).toBe('registry.example.com/ops/shipper:3')
    expect(shipper.resources).toEqual({
      requests: { cpu: '10m', memory: '8Mi' },
      limits: { memory: '256Mi' },
    })
    expect(shipper.livenessProbe).toBeUndefined()
    expect(variable(shipper, 'EXTRA')).toEqual([{ name: 'EXTRA', value: 'yes' }])
  })

  it('have values that their schema closes: what a container lacks is no value of it', () => {
    const { schema } = planChart(resolved(components, 'frontend'), {})
    const of = schema.properties?.['containers']?.properties ?? {}
    expect(Object.keys(of)).toEqual(['prepare', 'shipper', 'clock'])
    expect(Object.keys(of['prepare']?.properties ?? {})).toEqual(['env', 'resources'])
    expect(Object.keys(of['clock']?.properties ?? {})).toEqual(['image', 'env', 'resources'])
    expect(of['shipper']?.properties?.['env']?.patternProperties).toEqual({
      '^(REDIS_ADDR|LEVEL)$': false,
    })
  })
})

describe('the environment of a further container', () => {
  it('has its constants as they are, and what its own edges give', () => {
    const shipper = named('shipper')
    expect(variable(shipper, 'LEVEL')).toEqual([{ name: 'LEVEL', value: '$$(LEVEL)' }])
    expect(variable(shipper, 'REDIS_ADDR')[0]?.valueFrom).toEqual({
      configMapKeyRef: { name: 'shop-redis-frontend', key: 'address' },
    })
    expect(variable(shipper, 'REDIS_URL')).toEqual([])
    expect(shipper.envFrom).toBeUndefined()
    expect(variable(named('frontend'), 'REDIS_ADDR')).toEqual([])
  })

  it('has all of the own one where it inherits, each variable once, its own before', () => {
    const values = { env: { A: 'main', B: 'main' }, config: { C: 'c' } }
    const prepare = named('prepare', { ...values, containers: { prepare: { env: { B: 'own' } } } })
    const names = prepare.env?.map(({ name }) => name) ?? []
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['PORT', 'REDIS_URL', 'PRODUCT_CATALOG_ADDR']))
    expect(variable(prepare, 'GOSSIP_ADDRESS')).toEqual([{ name: 'GOSSIP_ADDRESS', value: 'none' }])
    expect(variable(prepare, 'A')).toEqual([{ name: 'A', value: 'main' }])
    expect(variable(prepare, 'B')).toEqual([{ name: 'B', value: 'own' }])
    expect(prepare.envFrom).toEqual([{ configMapRef: { name: 'shop-frontend' } }])
  })

  it('has the CA of a store only where it uses it', () => {
    const tls = { global: { tls: { redis: { enabled: true } } } }
    const places = (name: string) =>
      named(name, tls).volumeMounts?.map(({ mountPath }) => mountPath)
    expect(places('shipper')).toContain('/etc/ssl/redis')
    expect(places('prepare')).toContain('/etc/ssl/redis')
    expect(places('clock')).toEqual(['/config', '/etc/clock.conf'])
    const only = {
      redis: redis(),
      web: service({
        image: 'web',
        port: 8080,
        sidecars: { proxy: { image: 'proxy', uses: [cache('redis')] } },
      }),
    }
    const pod = the<IDeployment>(rendered(only, 'web', tls), 'Deployment').spec?.template
    expect(pod?.spec?.containers[0]?.volumeMounts?.map(({ name }) => name)).toEqual(['tmp'])
    expect(pod?.spec?.initContainers?.[0]?.volumeMounts?.map(({ name }) => name)).toEqual([
      'redis-ca',
    ])
    expect(pod?.metadata?.labels).toMatchObject({ 'redis-client': 'true' })
  })
})

describe('what the containers of a pod find', () => {
  it('is shared, their own, or a file of the project', () => {
    expect(podOf()?.volumes?.slice(0, 5)).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'shipper-tmp', emptyDir: {} },
      { name: 'shipper-run-buffer', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
      { name: 'logs', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'config', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    ])
    expect(named('frontend').volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'logs', mountPath: '/var/log/frontend' },
      { name: 'config', mountPath: '/run/config' },
    ])
    expect(named('shipper').volumeMounts).toEqual([
      { name: 'shipper-tmp', mountPath: '/tmp' },
      { name: 'shipper-run-buffer', mountPath: '/run/buffer' },
      { name: 'logs', mountPath: '/logs', readOnly: true },
      { name: 'files-pages', mountPath: '/pages', readOnly: true },
    ])
    const { data } = the<IConfigMap>(
      rendered(components, 'frontend'),
      'ConfigMap',
      'shop-frontend-files',
    )
    expect(Object.keys(data ?? {})).toContain('etc.frontend.conf')
  })
})

describe('the ports of a sidecar', () => {
  it('are of the Service where the model says so', () => {
    const ports = { own: 9100, metrics: { port: 9102, service: true } }
    const web = service({ image: 'web', port: 8080, sidecars: { exporter: { ports } } })
    const { spec } = the<IService>(rendered({ web }, 'web'), 'Service')
    expect(spec?.ports?.map(({ name }) => name)).toEqual(['http', 'metrics'])
  })

  it.each(['frontend', 'mailer'])('of %s are open to pods that the values name', (name) => {
    const allowFrom = { prometheus: { namespace: 'monitoring' } }
    const open = the<INetworkPolicy>(
      rendered(components, name, { allowFrom }),
      'NetworkPolicy',
      `shop-${name}-allow-from`,
    )
    const port = name === 'mailer' ? 9100 : 9121
    expect(open.spec?.ingress?.[0]?.ports).toContainEqual({ protocol: 'TCP', port })
  })

  it('and those of a worker itself are open to these alone, and probes may ask them', () => {
    const allowFrom = { prometheus: { namespace: 'monitoring' } }
    const a = worker({
      image: 'a',
      ports: { metrics: 9100 },
      probes: { liveness: { http: '/alive', port: 'metrics' } },
    })
    const objects = rendered({ a }, 'a', { allowFrom })
    const open = the<INetworkPolicy>(objects, 'NetworkPolicy', 'shop-a-allow-from')
    expect(open.spec?.ingress?.[0]?.ports).toEqual([{ protocol: 'TCP', port: 9100 }])
    expect(objects.map(({ kind }) => kind)).not.toContain('Service')
    const [own] = the<IDeployment>(objects, 'Deployment').spec?.template.spec?.containers ?? []
    expect(own).toMatchObject({
      ports: [{ name: 'metrics', containerPort: 9100 }],
      livenessProbe: { httpGet: { path: '/alive', port: 'metrics' } },
    })
    expect(own).not.toHaveProperty('readinessProbe')
  })
})

it('a sidecar of a job ends with it, and a migration has none', () => {
  const seed = the<IJob>(rendered(components, 'seed'), 'Job').spec?.template.spec
  expect(seed?.initContainers?.at(-1)).toMatchObject({ name: 'shipper', restartPolicy: 'Always' })
  const migration = the<IJob>(rendered(components, 'mailer'), 'Job').spec?.template.spec
  expect(JSON.stringify(migration)).not.toContain('exporter')
})

describe('a wrong model', () => {
  const image = 'shop/app'
  const web = (of: Partial<Parameters<typeof service>[0]>): Components => ({
    a: service({ image, port: 8080, ...of }),
    redis: redis(),
  })
  const problems = (of: Components): readonly string[] =>
    checkPlatform(resolvePlatform('shop', { components: of })).map(
      ({ code, path }) => `${code} ${path}`,
    )

  it.each<[string, Components, readonly string[]]>([
    [
      'two containers of one name',
      web({ init: { b: {} }, sidecars: { b: {}, a: {}, 'wait-for-x': {}, B: {} } }),
      [
        'container-name components.a.sidecars.b',
        'container-name components.a.sidecars.a',
        'container-name components.a.sidecars.wait-for-x',
        'container-name components.a.sidecars.B',
      ],
    ],
    [
      'a mount of no volume, and a volume without a mount',
      web({ shared: { logs: '1Mi' }, sidecars: { b: { mounts: { '/logs': 'log' } } } }),
      [
        'unknown-volume components.a.sidecars.b.mounts./logs',
        'idle-volume components.a.shared.logs',
      ],
    ],
    [
      'a place that is mounted twice, and no place at all',
      web({
        shared: { logs: '1Mi', tmp: '1Mi' },
        mounts: { '/tmp': 'logs', logs: 'logs', '/x': 'tmp' },
      }),
      [
        'writable-path components.a.mounts',
        'mounted-twice components.a.mounts',
        'mounted-twice components.a.shared.tmp',
      ],
    ],
    [
      'a volume that cannot have its name',
      web({ shared: { 'my logs': '1Mi' }, mounts: { '/logs': 'my logs' } }),
      ['volume-name components.a.shared["my logs"]'],
    ],
    [
      'ports that another container has',
      web({ sidecars: { b: { ports: { http: 8081, other: 8080, no_name: 80 } } } }),
      [
        'duplicate-port components.a.sidecars.b.ports.http',
        'duplicate-port components.a.sidecars.b.ports.other',
        'port-name components.a.sidecars.b.ports.no_name',
        'port-out-of-range components.a.sidecars.b.ports.no_name',
      ],
    ],
    [
      'a probe of a port that it has not',
      web({ sidecars: { b: { probes: { liveness: { tcp: 'http' } } } } }),
      [
        'probe-port components.a.sidecars.b.probes.startup',
        'probe-port components.a.sidecars.b.probes.liveness',
      ],
    ],
    [
      'a variable twice, and one without a name',
      web({ sidecars: { b: { env: { REDIS_URL: 'x', '1 2': 'y' }, uses: [cache('redis')] } } }),
      [
        'variable-name components.a.sidecars.b.env',
        'duplicate-environment components.a.sidecars.b.uses',
      ],
    ],
    [
      'edges that lead nowhere',
      web({ init: { b: { uses: [cache('rediss'), cache('redis'), cache('redis')] } } }),
      [
        'unknown-component components.a.init.b.uses',
        'duplicate-edge components.a.init.b.uses',
        'duplicate-environment components.a.init.b.uses',
      ],
    ],
    [
      'a file that is not there',
      web({ sidecars: { b: { files: { '/x': './nowhere' } } } }),
      ['files-not-read components.a.sidecars.b.files./x'],
    ],
    [
      'a job that never ends',
      { a: job({ image, sidecars: { b: { native: false } } }) },
      ['endless-job components.a.sidecars.b.native'],
    ],
    [
      'a port of the Service that a worker does not have',
      { a: worker({ image, sidecars: { b: { ports: { m: { port: 9100, service: true } } } } }) },
      ['port-of-worker components.a.sidecars.b.ports.m'],
    ],
    [
      'a port of its own that it would have a Service for',
      { a: worker({ image, ports: { m: { port: 9100, service: true } as never } }) },
      ['port-of-worker components.a.ports.m'],
    ],
    [
      'two ports of one number, one of a worker and one of its sidecar',
      { a: worker({ image, ports: { m: 9100 }, sidecars: { b: { ports: { n: 9100 } } } }) },
      ['duplicate-port components.a.sidecars.b.ports.n'],
    ],
  ])('%s', (_, of, expected) => {
    expect(problems(of)).toEqual(expected)
  })

  it('is told as the compiler would have told it', () => {
    const wrong = {
      image,
      port: 8080,
      init: { b: { ports: { x: 8081 } } },
      sidecars: { c: { native: 'no' }, d: 1 },
      shared: { logs: { size: '1Mi' }, other: 'much' },
    }
    const { faults = [] } = service(wrong as never) // nobody compiled it
    expect(faults.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'init.b.ports',
        'sidecars.c.native',
        'sidecars.d',
        'shared.logs.size',
        'shared.other',
      ]),
    )
  })
})
