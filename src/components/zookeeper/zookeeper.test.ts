import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { ensemble, service, zookeeper } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { planChart } from '../../chart/plan.ts'
import { checkPlatform } from '../../platform/check-platform.ts'
import { edgeEnvironment, waitsFor } from '../../platform/connections.ts'
import type { Components } from '../../platform/define-platform.ts'
import { resolvePlatform } from '../../platform/resolve.ts'
import { checkSchema } from '../../validate/check-schema.ts'
import type { Values } from '../../values/value.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'

const app = service({
  image: 'shop/app',
  port: 8000,
  uses: [ensemble('zookeeper', { waitFor: true })],
})

const components = { orders: app, mailer: app, zookeeper: zookeeper() }

const objects = (values: Values = {}): readonly Manifest[] =>
  rendered(components, 'zookeeper', values)

const files = (values: Values = {}): Readonly<Record<string, string>> =>
  the<IConfigMap>(objects(values), 'ConfigMap', 'shop-zookeeper').data ?? {}

const setting = (name: string, values: Values = {}): readonly string[] =>
  (files(values)['zoo.cfg'] ?? '').split('\n').filter((line) => line.startsWith(name))

describe('the servers', () => {
  const set = the<IStatefulSet>(objects(), 'StatefulSet')
  const pod = set.spec?.template.spec
  const [container] = pod?.containers ?? []

  it('start together, each with a claim of its own for data and log', () => {
    expect(set.spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' })
    expect(container?.volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' })
    expect(setting('data')).toEqual(['dataDir=/data/snapshots', 'dataLogDir=/data/log'])
  })

  it('keep every rule for pods', () => {
    expect(brokenPodRules(pod)).toEqual([])
  })

  it('have numbers by their ordinals, and know each other', () => {
    const name = 'shop-zookeeper-headless.default.svc:2888:3888'
    expect(setting('server.')).toEqual([
      `server.1=shop-zookeeper-0.${name}`,
      `server.2=shop-zookeeper-1.${name}`,
      `server.3=shop-zookeeper-2.${name}`,
    ])
    expect(files()['start.sh']).toContain('echo "$((id + 1))" >/data/snapshots/myid')
  })

  it('show each other a password, where there are others', () => {
    expect(setting('quorum.auth.')).toHaveLength(5)
    expect(setting('quorum.auth.', { replicas: 1 })).toEqual([])
    expect(setting('server.', { replicas: 1 })).toEqual([])
  })

  it('have each setting once, and every one is reserved', () => {
    const names = (files()['zoo.cfg'] ?? '').match(/^[a-z0-9][^=]*(?==)/gim) ?? []
    expect(new Set(names).size).toBe(names.length)
    const { schema } = planChart(resolved(components, 'zookeeper'), {})
    for (const name of names.filter((one) => !one.startsWith('server.')))
      expect(checkSchema(schema, { extraConfig: { [name]: 'x' } })).not.toEqual([])
  })

  it('are alive without a majority, and ready with one', () => {
    const asked = (probe: 'livenessProbe' | 'readinessProbe'): string =>
      container?.[probe]?.exec?.command?.at(-1) ?? ''
    expect(asked('livenessProbe')).toContain('echo ruok')
    expect(asked('readinessProbe')).toContain("grep -q '^Mode: '")
    expect(setting('4lw')).toEqual(['4lw.commands.whitelist=ruok,srvr'])
  })

  it('give half of the memory to the heap, unless the values say otherwise', () => {
    const heap = (values: Values): string =>
      /^export ZK_SERVER_HEAP=.*/m.exec(files(values)['start.sh'] ?? '')?.[0] ?? ''
    expect(heap({})).toBe('export ZK_SERVER_HEAP="$((MEMORY_LIMIT / 2))"')
    expect(heap({ heap: '512Mi' })).toBe('export ZK_SERVER_HEAP="$((512))"')
    expect(heap({ heap: '1Gi' })).toBe('export ZK_SERVER_HEAP="$((1 * 1024))"')
  })

  it('are drained one at a time, where there are others', () => {
    const budget = the<IPodDisruptionBudget>(objects(), 'PodDisruptionBudget')
    expect(budget.spec?.maxUnavailable).toBe(1)
    expect(objects({ replicas: 1 }).filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual(
      [],
    )
  })

  it('are reached by each other at all ports, and by clients at one', () => {
    const ports = (name: string) =>
      the<INetworkPolicy>(objects(), 'NetworkPolicy', name).spec?.ingress?.[0]?.ports?.map(
        ({ port }) => port,
      )
    expect(ports('shop-zookeeper-servers')).toEqual([2181, 2888, 3888])
    expect(ports('shop-zookeeper-ingress')).toEqual([2181])
  })
})

describe('a client', () => {
  it('gets a user of its own, and may wait', () => {
    const context = contextOf(components, 'orders')
    expect(edgeEnvironment(context).map(({ name }) => name)).toEqual([
      'ZOOKEEPER_HOST',
      'ZOOKEEPER_PORT',
      'ZOOKEEPER_USERNAME',
      'ZOOKEEPER_PASSWORD',
    ])
    expect(waitsFor(context, ({ edge }) => edge.waitFor === true)).toHaveLength(1)
    expect(files()['start.sh']?.match(/^ {2}user .*/gm)).toEqual([
      '  user admin',
      '  user orders',
      '  user mailer',
    ])
  })
})

describe('refused is', () => {
  it.each([2, 4])('an ensemble of %i', (replicas) => {
    const { schema } = planChart(resolved(components, 'zookeeper'), {})
    expect(checkSchema(schema, { replicas })).toMatchObject([
      { path: ['replicas'], keyword: 'enum' },
    ])
  })

  it('a heap above the memory limit', () => {
    expect(() => objects({ heap: '2Gi' })).toThrow(
      'zookeeper.heap is above zookeeper.resources.limits.memory',
    )
  })

  it.each(['admin', 'super'])('a client called %s', (name) => {
    const of: Components = { [name]: app, zookeeper: zookeeper() }
    expect(checkPlatform(resolvePlatform('shop', { components: of }))).toMatchObject([
      { message: `${name} cannot use zookeeper: its user ${name} may do everything` },
    ])
  })
})

describe('mode external', () => {
  it('renders the way of the clients alone', () => {
    const external = { mode: 'external', external: { host: 'zk.example.com', port: 2182 } }
    const all = objects(external)
    expect(all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ConfigMap shop-zookeeper-orders',
      'ConfigMap shop-zookeeper-mailer',
      'NetworkPolicy shop-zookeeper-external',
    ])
    expect(the<IConfigMap>(all, 'ConfigMap', 'shop-zookeeper-orders').data).toEqual({
      host: 'zk.example.com',
      port: '2182',
      username: 'orders',
    })
  })
})

describe('the secrets', () => {
  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'zookeeper')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['zookeeper', ['password', 'quorum-password']],
        ['zookeeper-orders', ['password', 'url-password']],
        ['zookeeper-mailer', ['password', 'url-password']],
      ],
    )
  })
})
