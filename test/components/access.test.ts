import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IClusterRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole'
import type { IClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding'
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding'
import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount'
import { describe, expect, it } from 'vitest'
import { worker } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { plan } from '../default-project.ts'
import { workloads, workloadsPlan } from '../workloads-project.ts'
import { rendered, the } from './rendered.ts'

const { components } = workloads
const relay = (values: Values = {}) => rendered(components, 'relay', values)
const account = { kind: 'ServiceAccount', name: 'shop-relay', namespace: 'default' }

describe('rules', () => {
  it('are a Role, bound to the account of the component', () => {
    expect(the<IRole>(relay(), 'Role').rules).toEqual([
      { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['relay'],
        verbs: ['get', 'update'],
      },
    ])
    expect(the<IRoleBinding>(relay(), 'RoleBinding')).toMatchObject({
      metadata: { name: 'shop-relay' },
      roleRef: { kind: 'Role', name: 'shop-relay' },
      subjects: [account],
    })
  })

  it('of the cluster are a ClusterRole that no other release has, in whichever namespace', () => {
    expect(the<IClusterRole>(relay(), 'ClusterRole')).toMatchObject({
      metadata: { name: 'default.shop-relay' },
      rules: [
        { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ],
    })
    expect(the<IClusterRoleBinding>(relay(), 'ClusterRoleBinding')).toMatchObject({
      metadata: { name: 'default.shop-relay' },
      roleRef: { kind: 'ClusterRole', name: 'default.shop-relay' },
      subjects: [account],
    })
  })

  it('give the pods a token, and nobody else has one', () => {
    const pod = (name: string) =>
      the<IDeployment>(rendered(components, name), 'Deployment').spec?.template.spec
    expect(pod('relay')?.automountServiceAccountToken).toBe(true)
    expect(pod('frontend')?.automountServiceAccountToken).toBe(false)
    expect(the<IServiceAccount>(relay(), 'ServiceAccount').automountServiceAccountToken).toBe(false)
    const cron = the<ICronJob>(rendered(components, 'reindex'), 'CronJob')
    expect(cron.spec?.jobTemplate.spec?.template.spec?.automountServiceAccountToken).toBe(true)
  })

  it('open the way to the API server, at the ports and addresses of the values', () => {
    const way = (values: Values = {}) =>
      the<INetworkPolicy>(relay(values), 'NetworkPolicy', 'shop-relay-api-server').spec
    const ports = [
      { protocol: 'TCP', port: 443 },
      { protocol: 'TCP', port: 6443 },
    ]
    expect(way()?.egress).toEqual([{ ports }])
    const apiServer = { cidrs: ['10.96.0.1/32'], ports: [443] }
    expect(way({ global: { networkPolicy: { apiServer } } })?.egress).toEqual([
      { ports: [ports[0]], to: [{ ipBlock: { cidr: '10.96.0.1/32' } }] },
    ])
    expect(way()?.podSelector.matchLabels).toMatchObject({ 'app.kubernetes.io/name': 'relay' })
  })

  it('are what the values of the API server are there for', () => {
    const known = (of: typeof plan) =>
      Object.keys(of.umbrella.global.properties?.['networkPolicy']?.properties ?? {})
    expect(known(plan)).not.toContain('apiServer')
    expect(known(workloadsPlan)).toContain('apiServer')
  })
})

it('annotations of the account, such as a cloud role, are values', () => {
  const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/shop' }
  const objects = relay({ serviceAccount: { annotations } })
  expect(the<IServiceAccount>(objects, 'ServiceAccount').metadata?.annotations).toEqual(annotations)
})

describe('wrong rules', () => {
  it.each([
    ['of no verb', { rules: [{ resources: ['pods'], verbs: [] }] }, 'rules[0].verbs'],
    ['of nothing', { rules: [] }, 'rules'],
    [
      'of a path in a namespace',
      { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] },
      'rules[0].resources',
    ],
    [
      'of objects and paths in one',
      { clusterRules: [{ nonResourceURLs: ['/'], resources: ['pods'], verbs: ['get'] }] },
      'clusterRules[0].resources',
    ],
  ])('%s', (_, options, path) => {
    const { faults } = worker({ image: 'shop/app', ...options } as never)
    expect(faults?.map((one) => one.path)).toContain(path)
  })
})
