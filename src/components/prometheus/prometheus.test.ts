import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IClusterRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole'
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { planChart } from '../../chart/plan.ts'
import type { Components } from '../../platform/define-platform.ts'
import { defaultsOf } from '../../values/defaults.ts'
import { overlay } from '../../helm/merge/overlay.ts'
import type { Values } from '../../values/value.ts'
import { editorValidator, helmValidator } from '../../../test/schema/parity-ajv.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'
import { redis } from '../redis/redis.ts'
import { service } from '../service/service.ts'
import { worker } from '../worker/worker.ts'
import { prometheus } from './prometheus.ts'
import { ruleGroups } from './rules/groups.ts'
import { descriptionOf } from './rules/config-map.ts'
import { watched } from '../../../test/programs/monitoring/watched.ts'

const components: Components = {
  api: service({ image: 'shop/api', port: 8000, metrics: {} }),
  redis: redis({ exporter: true }),
  prometheus: prometheus({ namespace: 'monitoring' }),
}

const objects = (of = components, values: Values = {}): readonly Manifest[] =>
  rendered(of, 'prometheus', values)

const configuration = (of = components, values: Values = {}): string =>
  the<IConfigMap>(objects(of, values), 'ConfigMap', 'shop-prometheus').data?.['prometheus.yml'] ??
  ''

describe('the server', () => {
  const pod = the<IStatefulSet>(objects(), 'StatefulSet').spec?.template.spec
  const [container] = pod?.containers ?? []

  it('keeps metrics for 30 days on 50Gi and asks every 15 seconds', () => {
    const { global, storage } = parse(configuration()) as {
      readonly global: Values
      readonly storage: Values
    }
    expect(global).toMatchObject({ scrape_interval: '15s', evaluation_interval: '15s' })
    expect(storage).toEqual({ tsdb: { retention: { time: '30d', size: '40GB' } } })
    const [claim] = objects().filter(({ kind }) => kind === 'PersistentVolumeClaim')
    expect(claim).toMatchObject({ spec: { resources: { requests: { storage: '50Gi' } } } })
  })

  it('keeps to the rules of its namespace, and lets nobody write', () => {
    expect(pod && brokenPodRules(pod)).toEqual(['has no token of the API']) // which it finds pods by
    expect(pod?.securityContext).toMatchObject({ runAsUser: 65_534, fsGroup: 65_534 })
    expect(container?.args?.join(' ')).not.toMatch(/enable-(admin-api|lifecycle)|remote-write/)
  })

  it('rolls with its configuration and its rules', () => {
    const { annotations } =
      the<IStatefulSet>(objects(), 'StatefulSet').spec?.template.metadata ?? {}
    expect(Object.keys(annotations ?? {})).toEqual(['checksum/configmap', 'checksum/rules'])
  })
})

describe('its rights', () => {
  it('are to find pods in the namespaces of the release, and nothing more', () => {
    const namespaceOf = ({
      metadata,
    }: Manifest & { readonly metadata: { readonly namespace?: string } }) => metadata.namespace
    const roles = ['default', 'default-monitoring'].map((namespace) =>
      the<IRole>(
        objects().filter((one) => namespaceOf(one) === namespace),
        'Role',
      ),
    )
    expect(objects().filter(({ kind }) => kind === 'Role')).toHaveLength(2)
    for (const { rules } of roles)
      expect(rules).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }])
    expect(objects().filter(({ kind }) => kind.startsWith('ClusterRole'))).toEqual([])
  })

  it('are a ClusterRole where it asks the nodes, without their proxy', () => {
    const all = objects({ ...components, prometheus: prometheus({ nodes: true }) })
    const { rules } = the<IClusterRole>(all, 'ClusterRole')
    expect(rules?.flatMap(({ resources = [] }) => resources)).toEqual(['nodes', 'nodes/metrics'])
    const { spec } = the<INetworkPolicy>(all, 'NetworkPolicy', 'shop-prometheus-cluster')
    expect(spec?.egress).toContainEqual({ ports: [{ protocol: 'TCP', port: 10_250 }] })
  })
})

describe('the rules', () => {
  const groups = (of: Components) =>
    ruleGroups(contextOf(of, 'prometheus'), {}).map(({ category }) => category)

  it('are of what the platform has', () => {
    expect(groups(components)).toEqual(['availability', 'api', 'resources', 'redis'])
    expect(groups({ ...components, redis: redis() })).not.toContain('redis')
    expect(configuration()).toContain('/etc/prometheus-rules/*.yaml')
  })

  it('follow what metrics are of, whatever the kind of the component', () => {
    const own = { prometheus: prometheus() }
    const exporter = worker({
      image: 'shop/exporter',
      ports: { metrics: 9308 },
      metrics: { of: 'kafka' },
    })
    const plain = worker({ image: 'shop/mailer', ports: { metrics: 9100 } })
    expect(groups({ ...own, exporter })).toEqual(['availability', 'resources', 'kafka'])
    expect(groups({ ...own, plain })).toEqual(['availability', 'resources'])
  })

  it('are a PrometheusRule for the Prometheus Operator', () => {
    const operator = { provider: 'operator', operator: { labels: { release: 'stack' } } }
    const all = objects(components, { global: { monitoring: operator } })
    expect(the(all, 'PrometheusRule')).toMatchObject({
      metadata: { labels: { release: 'stack' } },
      spec: {
        groups: [
          { name: 'shop-prometheus-availability', rules: [{ alert: 'ServiceDown' }, {}, {}] },
          {},
          {},
          {},
        ],
      },
    })
    expect(objects().filter(({ kind }) => kind === 'PrometheusRule')).toEqual([])
  })

  it('have thresholds within a range, of these alone', () => {
    const { schema } = planChart(resolved(components, 'prometheus'), {})
    const judge = (rules: Values): readonly boolean[] =>
      [editorValidator(schema), helmValidator(schema)].map((validate) =>
        validate(overlay(defaultsOf(schema), { rules })),
      )
    expect(judge({ redis: { memoryPercent: 95 } })).toEqual([true, true])
    expect(judge({ redis: { memoryPercent: 101 } })).toEqual([false, false])
    expect(judge({ rabbitmq: { messages: 1 } })).toEqual([false, false])
    expect(judge({ availability: { downFor: '2 minutes' } })).toEqual([false, false])
  })

  it('are in the runbook, each with what it means and what to do', async () => {
    const model = { nodes: true, kubeState: true, certManager: true }
    const text = ruleGroups(contextOf(watched, 'prometheus'), model).map(({ category, rules }) => {
      const all = rules.map(
        (rule) =>
          `### ${rule.alert}\n\n*${rule.severity}*, category \`${category}\`.\n\n${wrapped(descriptionOf(rule))}\n`,
      )
      return `## ${titles[category]}\n\n${all.join('\n')}`
    })
    await expect(`${head}\n${text.join('\n')}`).toMatchFileSnapshot('../../../docs/runbook.md')
  })
})

const head = `# Runbook

What each alert of the kind \`prometheus\` means, and what to do. Alerts lead here: \`rules.runbook\` says where
this page is, and the rest of the address is the name of the alert. What they are made of is in
[monitoring.md](monitoring.md).
`

const titles = {
  availability: 'Service availability',
  api: 'API performance',
  resources: 'Resource usage',
  database: 'Databases',
  redis: 'Redis',
  elasticsearch: 'Elasticsearch',
  kafka: 'Kafka',
  rabbitmq: 'RabbitMQ',
  container: 'Containers',
  kubernetes: 'Kubernetes',
  backups: 'Backups',
  certificates: 'Certificates',
} as const

/** Lines of at most 110 characters. */
function wrapped(text: string): string {
  return text.replaceAll(/(.{1,110})(?: |$)/g, '$1\n').trimEnd()
}
