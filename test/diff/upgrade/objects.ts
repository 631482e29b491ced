import { overlay } from '../../../src/helm/merge/overlay.ts'
import type { Value, Values } from '../../../src/values/value.ts'

/** Stands for no key at all, where one object is laid over another. */
export const none = '(none)'

/** What every object here is called; a test may replace it, since some kinds belong to the cluster. */
export const objectName = 'sample-name'

const object = (apiVersion: string, kind: string, fields: Values): Values => ({
  apiVersion,
  kind,
  metadata: { name: objectName },
  ...fields,
})

const labels = { app: 'shop' }
export const container: Values = { name: 'main', image: 'busybox:1' }
export const template: Values = { metadata: { labels }, spec: { containers: [container] } }

/** A change of the pod in a template. */
export function ofTemplate(pod: Values): Values {
  return { spec: { template: { spec: pod } } }
}

/** A change of the container of a bare pod. */
export function podOf(fields: Values): Values {
  return { spec: { containers: [{ ...container, ...fields }] } }
}

/** A claim, or a template of one. */
export function claimOf(name: string): Values {
  return {
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }
}

/** A version of a custom resource. */
export function version(name: string, storage: boolean): Values {
  return { name, served: true, storage, schema: { openAPIV3Schema: { type: 'object' } } }
}

const workload = (kind: string, more: Values = {}): Values =>
  object('apps/v1', kind, { spec: { selector: { matchLabels: labels }, template, ...more } })

export const deployment = workload('Deployment')
export const daemonSet = workload('DaemonSet')
export const replicaSet = workload('ReplicaSet')
export const statefulSet = workload('StatefulSet', {
  serviceName: 'shop',
  volumeClaimTemplates: [claimOf('data')],
})
const jobSpec: Values = {
  template: { spec: { containers: [container], restartPolicy: 'Never' } },
}
export const job = object('batch/v1', 'Job', { spec: jobSpec })
export const cronJob = object('batch/v1', 'CronJob', {
  spec: { schedule: '0 0 * * *', jobTemplate: { spec: jobSpec } },
})
export const pod = object('v1', 'Pod', { spec: { containers: [container] } })
export const claim: Values = object('v1', 'PersistentVolumeClaim', {
  spec: claimOf(objectName)['spec'] as Value, // it has one
})
export const persistentVolume = object('v1', 'PersistentVolume', {
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteMany'],
    nfs: { server: 'a', path: '/a' },
  },
})
export const service = object('v1', 'Service', {
  spec: { selector: labels, ports: [{ port: 80 }] },
})
export const secret = object('v1', 'Secret', {})
export const configMap = object('v1', 'ConfigMap', {})
export const storageClass = object('storage.k8s.io/v1', 'StorageClass', {
  provisioner: 'example.com/a',
})
export const csiDriver = object('storage.k8s.io/v1', 'CSIDriver', { spec: {} })
export const csiStorageCapacity = object('storage.k8s.io/v1', 'CSIStorageCapacity', {
  storageClassName: 'a',
})
export const volumeAttributesClass = object('storage.k8s.io/v1', 'VolumeAttributesClass', {
  driverName: 'example.com/a',
  parameters: { a: 'b' },
})
export const priorityClass = object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1000 })
export const ingressClass = object('networking.k8s.io/v1', 'IngressClass', {
  spec: { controller: 'example.com/a' },
})
export const ingress = object('networking.k8s.io/v1', 'Ingress', {
  spec: { ingressClassName: 'a', rules: [{ host: 'a.example.com' }] },
})
export const runtimeClass = object('node.k8s.io/v1', 'RuntimeClass', { handler: 'a' })
const roleRef: Values = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' }
export const roleBinding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef })
export const clusterRoleBinding = object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
  roleRef,
})
export const endpointSlice = object('discovery.k8s.io/v1', 'EndpointSlice', {
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.0.0.1'] }],
})
export const resourceQuota = object('v1', 'ResourceQuota', { spec: { hard: { pods: '1000' } } })
export const resourceClaimTemplate = object('resource.k8s.io/v1', 'ResourceClaimTemplate', {
  spec: { spec: { devices: { requests: [{ name: 'a', exactly: { deviceClassName: 'a' } }] } } },
})
export const controllerRevision = object('apps/v1', 'ControllerRevision', {
  data: { a: 1 },
  revision: 1,
})
export const customResourceDefinition = overlay(
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    spec: {
      group: `${objectName}.example.com`,
      scope: 'Namespaced',
      names: { plural: 'samples', kind: 'Sample' },
      versions: [version('v1', true)],
    },
  }),
  { metadata: { name: `samples.${objectName}.example.com` } },
)
