import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { assemble } from '../../src/chart/assemble.ts'
import { chartFailures, evaluateChart } from '../../src/chart/evaluate-chart.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import {
  cache,
  call,
  type Component,
  database,
  gateway,
  postgresql,
  redis,
  service,
} from '../../src/index.ts'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import type { Values } from '../../src/values/value.ts'
import { at, items, text } from '../../src/verify/fields.ts'
import { type Manifest, manifestReader } from '../../src/verify/manifest.ts'
import { allRules } from '../../src/verify/rules/all-rules.ts'
import { toRelease } from '../../src/verify/rules/release.ts'
import { checkRules } from '../../src/verify/rules/rule.ts'
import { secretContracts } from '../../src/chart/secret-contracts.ts'
import { twoNamespacesPlan as plan } from '../namespaces-project.ts'

const release = { name: 'shop', namespace: 'bazaar' }
const there = 'bazaar-monitoring'

const rendered = (values: Values = {}): readonly Manifest[] =>
  manifestReader(release.namespace)(
    evaluateChart(plan, overlay(plan.defaults, values), release)
      .map((object) => writeYaml(object as Values))
      .join('---\n')
      .replaceAll('<sha256>', '0123456789'),
  )

const named = (all: readonly Manifest[], kind: string, name: string): readonly Manifest[] =>
  all.filter((one) => one.kind === kind && one.name === name)

const ofComponent = (all: readonly Manifest[], name: string): readonly Manifest[] =>
  all.filter(({ body }) => at(body, 'metadata', 'labels', 'app.kubernetes.io/name') === name)

const environment = (name: string): readonly unknown[] =>
  ofComponent(rendered(), name).flatMap(({ body }) =>
    items(at(body, 'spec', 'template', 'spec', 'containers')).flatMap(({ env }) => items(env)),
  )

describe('a component in another namespace', () => {
  it.each(['metrics', 'agent', 'report', 'history', 'log'])(
    'has all its objects there, and those of the cluster in none: %s',
    (name) => {
      const own = ofComponent(rendered(), name)
      expect(own.length).toBeGreaterThan(1)
      for (const { kind, body } of own) {
        const expected = kind.startsWith('Cluster') ? undefined : there
        expect(at(body, 'metadata', 'namespace'), kind).toBe(expected)
      }
    },
  )

  it('leaves the others where the release is', () => {
    const others = ['web', 'gateway', 'postgresql'].flatMap((name) => ofComponent(rendered(), name))
    expect(others.map(({ body }) => at(body, 'metadata', 'namespace')).filter(Boolean)).toEqual([])
  })

  it('is called by its full name from another namespace, and calls so', () => {
    expect(environment('web')).toContainEqual({
      name: 'METRICS_URL',
      value: `http://shop-metrics.${there}.svc:9090`,
    })
    expect(environment('metrics')).toContainEqual({
      name: 'WEB_ADDR',
      value: 'shop-web.bazaar.svc:8000',
    })
    expect(environment('agent')).toContainEqual({
      name: 'METRICS_URL',
      value: 'http://shop-metrics:9090',
    })
  })

  it('is routed to, and tested, by its full name', () => {
    const [configuration] = named(rendered(), 'ConfigMap', 'shop-gateway')
    expect(JSON.stringify(configuration?.body)).toContain(
      `shop-metrics.${there}.svc.cluster.local:9090`,
    )
    const [pod] = named(rendered(), 'Pod', 'shop-test')
    expect(JSON.stringify(pod?.body)).toContain(`http://shop-metrics.${there}.svc:9090/ready`)
  })

  it('has the rights of its account there', () => {
    const [binding] = named(rendered(), 'ClusterRoleBinding', 'bazaar.shop-metrics')
    expect(at(binding?.body, 'subjects')).toEqual([
      { kind: 'ServiceAccount', name: 'shop-metrics', namespace: there },
    ])
  })

  it('finds the pods of its own cluster there', () => {
    const log = JSON.stringify(ofComponent(rendered(), 'log').map(({ body }) => body))
    expect(log).toContain(`shop-log-headless.${there}.svc`)
    expect(log).not.toContain('headless.bazaar.svc')
  })

  it('lives where the values say', () => {
    const own = ofComponent(
      rendered({ global: { namespaces: { monitoring: { name: 'observability' } } } }),
      'agent',
    )
    expect(new Set(own.map(({ namespace }) => namespace))).toEqual(new Set(['observability']))
  })
})

describe('network policies over two namespaces', () => {
  const from = (policy: Manifest | undefined): unknown =>
    items(at(policy?.body, 'spec', 'ingress')).flatMap((rule) => items(rule['from']))
  const to = (policy: Manifest | undefined): unknown =>
    items(at(policy?.body, 'spec', 'egress')).flatMap((rule) => items(rule['to']))
  const client = (of: string): object => ({
    podSelector: {
      matchLabels: { 'app.kubernetes.io/instance': 'shop', [`${of}-client`]: 'true' },
    },
  })
  const within = (namespace: string): object => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  })

  it('refuse everything in each of them', () => {
    const denials = named(rendered(), 'NetworkPolicy', 'shop-default-deny')
    expect(denials.map(({ namespace }) => namespace)).toEqual(['bazaar', there])
    expect(named(rendered(), 'NetworkPolicy', 'shop-dns')).toHaveLength(2)
  })

  it('let clients of both in', () => {
    const [ingress] = named(rendered(), 'NetworkPolicy', 'shop-metrics-ingress')
    expect(ingress?.namespace).toBe(there)
    expect(from(ingress)).toEqual([
      { ...within('bazaar'), ...client('metrics') },
      client('metrics'),
    ])
  })

  it('let clients out of their own', () => {
    const [here, other] = named(rendered(), 'NetworkPolicy', 'shop-metrics-clients-egress')
    expect([here?.namespace, other?.namespace]).toEqual(['bazaar', there])
    expect(to(here)).toMatchObject([within(there)])
    expect(to(other)).toMatchObject([{ podSelector: {} }])
    expect(JSON.stringify(to(other))).not.toContain('namespaceSelector')
  })

  it('let nobody of a namespace in whose clients are off', () => {
    const all = rendered({ agent: { enabled: false } })
    const [ingress] = named(all, 'NetworkPolicy', 'shop-metrics-ingress')
    expect(from(ingress)).toEqual([{ ...within('bazaar'), ...client('metrics') }])
    const ways = named(all, 'NetworkPolicy', 'shop-metrics-clients-egress')
    expect(ways.map(({ namespace }) => namespace)).toEqual(['bazaar'])
  })
})

it('is asked for by kinds as that of their objects, never as that of the release', () => {
  const folder = fileURLToPath(new URL('../../src/components', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const asking = files.filter(
    (file) =>
      file.endsWith('.ts') &&
      readFileSync(join(folder, file), 'utf8').includes('release.namespace'),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(asking).toEqual([])
})

describe('the second namespace', () => {
  it('is made by somebody else, unless the values say so', () => {
    expect(rendered().filter(({ kind }) => kind === 'Namespace')).toEqual([])
    const made = rendered({ global: { namespaces: { monitoring: { create: true } } } }).filter(
      ({ kind }) => kind === 'Namespace',
    )
    expect(made).toMatchObject([{ name: there }])
    expect(at(made[0]?.body, 'metadata')).toMatchObject({
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      annotations: { 'helm.sh/resource-policy': 'keep' },
    })
  })

  it('is never that of the release', () => {
    const values = { global: { namespaces: { monitoring: { name: 'bazaar' } } } }
    expect(chartFailures(plan, overlay(plan.defaults, values), release)).toEqual([
      'global.namespaces.monitoring.name is bazaar, which is the namespace of the release itself: set another one',
    ])
  })

  it('has no limits of the release', () => {
    const checks = ['resourcequota', 'limitrange'].map((name) =>
      assemble(plan).get(`chart/templates/${name}-checks.yaml`),
    )
    for (const one of checks) {
      expect(one).toContain('.Values.web')
      expect(one).not.toContain('metrics')
    }
  })

  it.each([
    ['by default', {}],
    ['of another name', { global: { namespaces: { monitoring: { name: 'ops', create: true } } } }],
    ['with some components off', { agent: { enabled: false }, report: { enabled: false } }],
    ['with limits', { resourceQuota: { enabled: true }, limitRange: { enabled: true } }],
  ])('breaks no rule of a release %s', (_, values) => {
    const existing = secretContracts(plan.platform, release.name)
    const faults = checkRules(allRules, toRelease(rendered(values), existing))
    expect(faults.map(({ path, message }) => `${path}: ${message}`)).toEqual([])
  })

  it('is told in the documents', () => {
    const files = assemble(plan)
    expect(files.get('chart/README.md')).toContain('`<namespace of the release>-monitoring`')
    expect(files.get('chart/README.md')).toContain(
      '| `<release>-metrics-login`, in namespace `monitoring` |',
    )
    expect(text(files.get('chart/templates/NOTES.txt'))).toContain(', in namespace %s')
  })
})

describe('what cannot be in two namespaces', () => {
  const problems = (components: Readonly<Record<string, Component>>): readonly string[] =>
    checkPlatform(resolvePlatform('bazaar', { components })).map(
      ({ code, path, message }) => `${code} ${path} ${message}`,
    )
  const image = 'shop/app'

  it.each([
    ['database', postgresql(), database('store')],
    ['cache', redis(), cache('store')],
  ])('is a store and its client: %s', (_, store, edge) => {
    const app = service({ image, port: 8000, namespace: 'monitoring', uses: [edge] })
    expect(problems({ app, store })).toEqual([
      "other-namespace components.app.uses app is in the namespace monitoring, store in the release's namespace: pods read the ConfigMap and the Secret of their connection in their own namespace alone",
    ])
  })

  it('is a gateway and who calls it', () => {
    const web = service({ image, port: 8000 })
    const app = service({ image, port: 8000, namespace: 'ops', uses: [call('gateway')] })
    expect(problems({ app, web, gateway: gateway({ routes: { '/': 'web' } }) })).toEqual([
      "other-namespace components.app.uses app is in the namespace ops, gateway in the release's namespace: the network policies of a gateway let clients of its own namespace in",
    ])
  })
})
