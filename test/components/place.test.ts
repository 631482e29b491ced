import { describe, expect, it } from 'vitest'
import { definePlatform, generate, service } from '../../src/index.ts'
import { evaluateChart } from '../../src/chart/evaluate-chart.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import { checkSchema } from '../../src/validate/check-schema.ts'
import type { Values } from '../../src/values/value.ts'
import { identity, plan as shop } from '../default-project.ts'
import { workloadsPlan } from '../workloads-project.ts'

interface Labelled {
  readonly labels?: Readonly<Record<string, string>>
}

interface Pod {
  readonly metadata?: Labelled
  readonly spec?: {
    readonly containers?: readonly { readonly env?: readonly { name: string; value?: string }[] }[]
  }
}

interface Rendered {
  readonly kind: string
  readonly metadata: Labelled & { readonly name: string }
  readonly spec?: {
    readonly selector?: unknown
    readonly podSelector?: unknown
    readonly volumeClaimTemplates?: readonly unknown[]
    readonly template?: Pod
    readonly jobTemplate?: { readonly spec: { readonly template: Pod } }
  }
}

const here = { region: 'eu-central-1', zone: '1', cluster: 'true' }

function objects(values: Values, of = workloadsPlan): readonly Rendered[] {
  const release = { name: 'shop', namespace: 'default' }
  return evaluateChart(of, overlay(of.defaults, values), release) as unknown as readonly Rendered[] // all are objects of Kubernetes
}

const podOf = ({ spec }: Rendered): Pod | undefined =>
  spec?.template ?? spec?.jobTemplate?.spec.template

const ofComponent = (all: readonly Rendered[], name: string): readonly Rendered[] =>
  all.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === name)

describe.each([
  ['the default project', shop],
  ['every kind of workload', workloadsPlan],
])('the place, in %s', (_, plan) => {
  const all = objects({ global: { place: here } }, plan)

  it('is in the labels of every object and of every pod', () => {
    for (const one of all) {
      expect(one.metadata.labels, `${one.kind} ${one.metadata.name}`).toMatchObject(here)
      const pod = podOf(one)
      if (pod) expect(pod.metadata?.labels, one.metadata.name).toMatchObject(here)
    }
    expect(all.filter(podOf).length).toBeGreaterThan(5)
  })

  it('is in no selector and in no claim template, which never change', () => {
    const fixed = all.map(({ spec = {} }) => [
      spec.selector,
      spec.podSelector,
      spec.volumeClaimTemplates,
    ])
    expect(JSON.stringify(fixed)).not.toContain('eu-central-1')
  })

  it('is nowhere by default', () => {
    expect(JSON.stringify(objects({}, plan).map(({ metadata }) => metadata.labels))).not.toMatch(
      /"(region|zone|cluster)"/,
    )
  })
})

describe('the place as variables', () => {
  const environment = (values: Values, name: string): unknown =>
    ofComponent(objects(values), name)
      .flatMap((one) => podOf(one)?.spec?.containers?.[0]?.env ?? [])
      .filter(({ name: variable }) => /REGION|ZONE|CLUSTER/.test(variable))

  it('is told to the programs that ask for it, under the names that they want', () => {
    expect(environment({ global: { place: here } }, 'catalog')).toEqual([
      { name: 'REGION', value: 'eu-central-1' },
      { name: 'ZONE', value: '1' },
      { name: 'CLUSTER_NAME', value: 'true' },
    ])
    expect(environment({ global: { place: here } }, 'seed')).toEqual([
      { name: 'AWS_REGION', value: 'eu-central-1' },
    ])
    expect(environment({ global: { place: here } }, 'frontend')).toEqual([])
  })

  it('is there and empty where no value says it', () => {
    expect(environment({}, 'seed')).toEqual([{ name: 'AWS_REGION', value: '' }])
  })
})

describe('labels of a component', () => {
  it.each([
    ['postgresql', { tier: 'database' }],
    ['redis', { tier: 'cache' }],
    ['kafka', { tier: '1e3' }],
    ['catalog', { tier: 'on', 'example.com/team': 'catalog' }],
    ['seed', { tier: 'batch' }],
  ])('are on all objects and pods of %s', (name, labels) => {
    const own = ofComponent(objects({}), name)
    expect(own.length).toBeGreaterThan(2)
    for (const one of own.filter(({ kind }) => kind !== 'Pod')) {
      expect(one.metadata.labels, `${one.kind} ${one.metadata.name}`).toMatchObject(labels)
      const pod = podOf(one)
      if (pod) expect(pod.metadata?.labels, one.metadata.name).toMatchObject(labels)
    }
  })

  it('are in no selector and in no claim template', () => {
    const fixed = objects({}).map(({ spec = {} }) => [
      spec.selector,
      spec.podSelector,
      spec.volumeClaimTemplates,
    ])
    expect(JSON.stringify(fixed)).not.toMatch(/"tier"|"example.com/)
  })

  it.each([
    ['a label that the model says', { redis: { podLabels: { tier: 'x' } } }],
    ['the same for all', { global: { labels: { tier: 'x' } } }],
    ['the place', { global: { labels: { region: 'x' } } }],
    ['the place of a pod', { frontend: { podLabels: { cluster: 'x' } } }],
    ['the label of a client', { frontend: { podLabels: { 'redis-client': 'x' } } }],
  ])('are said once: the values may not set %s, too', (_, values) => {
    const problems = checkSchema(workloadsPlan.schema, overlay(workloadsPlan.defaults, values))
    expect([...new Set(problems.map(({ keyword }) => keyword))]).toEqual(['patternProperties'])
  })

  it('leave a component without them its values', () => {
    const values = { frontend: { podLabels: { tier: 'x' } } }
    expect(checkSchema(workloadsPlan.schema, overlay(workloadsPlan.defaults, values))).toEqual([])
  })
})

it('components that differ in their labels alone have charts of their own', () => {
  const one = { image: 'shop/one', port: 8000 }
  const components = { a: service(one), b: service({ ...one, labels: { tier: 'on' } }) }
  const files = generate(definePlatform({ components }), identity)
  expect(files.get('chart/charts/a/templates/_helpers.tpl')).not.toContain('tier')
  expect(files.get('chart/charts/b/templates/_helpers.tpl')).toContain('tier: "on"')
})
