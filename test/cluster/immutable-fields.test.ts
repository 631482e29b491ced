import { expect, test } from 'vitest'
import { immutableFields } from '../../src/diff/refused-changes.ts'
import { overlay } from '../../src/values/overlay.ts'
import type { Value, Values } from '../../src/values/value.ts'
import { cluster, createNamespace } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'

/** An object of a kind, and another content for each of its fields that cannot change. */
interface Sample {
  readonly resource: string
  readonly isOfCluster?: boolean
  readonly body: Values
  readonly changes: Readonly<Record<string, Value>>
}

const labels = { app: 'shop' }
const selector = { matchLabels: labels }
const otherSelector = { matchLabels: { app: 'other' } }
const template = {
  metadata: { labels },
  spec: {
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'main',
        image: 'docker.io/library/busybox:1.37.0',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
}
const claim = (size: string): Values => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: size } },
})
const roleRef = (name: string): Values => ({
  apiGroup: 'rbac.authorization.k8s.io',
  kind: 'ClusterRole',
  name,
})
const controller = (resource: string): Sample => ({
  resource,
  body: { spec: { selector, template } },
  changes: { 'spec.selector': otherSelector },
})
const binding = (resource: string): Sample => ({
  resource: `rbac.authorization.k8s.io/v1/${resource}`,
  isOfCluster: resource.startsWith('cluster'),
  body: { roleRef: roleRef('view') },
  changes: { roleRef: roleRef('edit') },
})

const samples: Readonly<Record<string, Sample>> = {
  ClusterRoleBinding: binding('clusterrolebindings'),
  DaemonSet: controller('apps/v1/daemonsets'),
  Deployment: controller('apps/v1/deployments'),
  Job: {
    resource: 'batch/v1/jobs',
    body: { spec: { template: overlay(template, { spec: { restartPolicy: 'Never' } }) } },
    changes: {
      'spec.selector': otherSelector,
      'spec.template.spec.restartPolicy': 'OnFailure',
      'spec.completions': 2,
      'spec.completionMode': 'Indexed',
    },
  },
  PersistentVolumeClaim: {
    resource: 'v1/persistentvolumeclaims',
    body: { spec: claim('1Gi') },
    changes: { 'spec.accessModes': ['ReadWriteMany'] },
  },
  PriorityClass: {
    resource: 'scheduling.k8s.io/v1/priorityclasses',
    isOfCluster: true,
    body: { value: 1000 },
    changes: { value: 2000, preemptionPolicy: 'Never' },
  },
  ReplicaSet: controller('apps/v1/replicasets'),
  RoleBinding: binding('rolebindings'),
  Secret: {
    resource: 'v1/secrets',
    body: { type: 'Opaque' },
    changes: { type: 'example.com/other' },
  },
  Service: {
    resource: 'v1/services',
    body: { spec: { selector: labels, ports: [{ port: 80 }] } },
    changes: { 'spec.clusterIP': 'None' },
  },
  StatefulSet: {
    resource: 'apps/v1/statefulsets',
    body: { spec: { selector, template, serviceName: 'shop' } },
    changes: {
      'spec.selector': otherSelector,
      'spec.serviceName': 'other',
      'spec.podManagementPolicy': 'Parallel',
      'spec.volumeClaimTemplates': [{ metadata: { name: 'data' }, spec: claim('1Gi') }],
    },
  },
  StorageClass: {
    resource: 'storage.k8s.io/v1/storageclasses',
    isOfCluster: true,
    body: { provisioner: 'example.com/disks' },
    changes: {
      provisioner: 'example.com/others',
      parameters: { type: 'fast' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
  },
}

test.each(Object.entries(immutableFields))(
  'the API server lets no %s change %j',
  async (kind, fields) => {
    const { resource, isOfCluster, body, changes } = samples[kind] ?? missing(kind)
    const untested = fields.filter((field) => !Object.keys(changes).some(isWithin(field)))
    expect(untested).toEqual([])
    const name = await createNamespace(`immutable-${kind.toLowerCase()}`)
    const path = pathOf(resource, isOfCluster === true ? undefined : name)
    await cluster().call({ method: 'POST', path, body: { ...body, metadata: { name } } })
    for (const [field, value] of Object.entries(changes)) {
      const patch = field.split('.').reduceRight<Value>((inner, key) => ({ [key]: inner }), value)
      const change = { method: 'PATCH', path: `${path}/${name}?dryRun=All`, body: patch } as const
      await expect(cluster().call(change)).rejects.toThrow(
        / 422 .*(immutable|forbidden|may not change)/,
      )
    }
  },
)

const isWithin =
  (field: string) =>
  (path: string): boolean =>
    `${path}.`.startsWith(`${field}.`)

function missing(kind: string): never {
  throw new Error(`there is no sample of a ${kind}`)
}
