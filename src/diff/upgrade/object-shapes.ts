/**
 * Defaults of objects, from SetDefaults_* in pkg/apis of Kubernetes 1.36, for the kinds that have
 * fields which cannot change or which exclude each other.
 */
import { at, type Fields, fields } from '../../verify/fields.ts'
import {
  barePod,
  claimSpec,
  metadata,
  podTemplate,
  quantities,
  texts,
  volumeSources,
} from './pod-shape.ts'
import type { Shape } from './stored.ts'

const ofSpec = (spec: Shape): Shape => ({ fields: { metadata, spec } })
const selector: Shape = { fields: { matchLabels: texts } }
const workload = (defaults: Fields, more: Readonly<Record<string, Shape>> = {}): Shape =>
  ofSpec({
    defaults: { replicas: 1, revisionHistoryLimit: 10, ...defaults },
    fields: { selector, template: podTemplate, ...more },
  })

/** The way of an update, with what the API server adds while that way is a rolling one. */
const rolling = (defaults: Fields): Shape => ({
  defaults: { type: 'RollingUpdate' },
  finish: (way) => (way['type'] === 'RollingUpdate' ? withSettings(way, defaults) : way),
})

/** The same of a StatefulSet, which gets no settings where the type is written and they are not. */
const rollingInOrder: Shape = {
  finish: (way) => {
    if (way['type'] === undefined) return withSettings({ type: 'RollingUpdate', ...way }, inOrder)
    return way['rollingUpdate'] === undefined ? way : withSettings(way, inOrder)
  },
}
const inOrder: Fields = { partition: 0 }

function withSettings(way: Fields, defaults: Fields): Fields {
  return { ...way, rollingUpdate: { ...defaults, ...fields(way['rollingUpdate']) } }
}

const job: Shape = {
  defaults: (spec) => ({
    ...(spec['parallelism'] === undefined && { completions: 1 }),
    parallelism: 1,
    backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 6 : 2147483647,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: spec['podFailurePolicy'] === undefined ? 'TerminatingOrFailed' : 'Failed',
  }),
  fields: {
    selector,
    template: podTemplate,
    podFailurePolicy: {
      fields: { rules: { fields: { onPodConditions: { defaults: { status: 'True' } } } } },
    },
  },
}

const claimTemplate: Shape = {
  defaults: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  fields: { metadata, spec: claimSpec },
  finish: (template) => ({ ...template, status: undefined }),
}

const service: Shape = {
  defaults: { type: 'ClusterIP', sessionAffinity: 'None' },
  fields: { selector: texts, ports: { zeros: ['nodePort'], defaults: { protocol: 'TCP' } } },
}

/** Data of a Secret or ConfigMap: texts, in Secrets also in clear. */
const withData: Shape = {
  fields: { metadata, data: texts, binaryData: texts, stringData: texts },
  finish: ({ stringData, ...rest }) =>
    stringData === undefined
      ? rest
      : { ...rest, data: { ...fields(rest['data']), ...encoded(stringData) } },
}

function encoded(data: unknown): Fields {
  const pairs = Object.entries(fields(data))
  return Object.fromEntries(
    pairs.map(([key, text]) => [key, Buffer.from(String(text)).toString('base64')]),
  )
}

const roleBinding: Shape = {
  fields: { roleRef: { defaults: { apiGroup: 'rbac.authorization.k8s.io' } } },
}

/** The shapes by kind, with the group of the API before it where it has one. */
export const objectShapes: Readonly<Record<string, Shape>> = {
  ConfigMap: withData,
  PersistentVolume: ofSpec({
    defaults: { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' },
    fields: { capacity: quantities, ...volumeSources },
  }),
  PersistentVolumeClaim: ofSpec(claimSpec),
  Pod: ofSpec(barePod),
  Secret: { ...withData, defaults: { type: 'Opaque' } },
  Service: ofSpec(service),
  'apps/DaemonSet': workload({}, { updateStrategy: rolling({ maxUnavailable: 1, maxSurge: 0 }) }),
  'apps/Deployment': workload(
    { progressDeadlineSeconds: 600, strategy: {} },
    { strategy: rolling({ maxUnavailable: '25%', maxSurge: '25%' }) },
  ),
  'apps/ReplicaSet': workload({}),
  'apps/StatefulSet': workload(
    { podManagementPolicy: 'OrderedReady', updateStrategy: {} },
    {
      updateStrategy: rollingInOrder,
      volumeClaimTemplates: claimTemplate,
    },
  ),
  'batch/CronJob': ofSpec({ fields: { jobTemplate: { fields: { spec: job } } } }),
  'batch/Job': ofSpec(job),
  'discovery.k8s.io/EndpointSlice': { fields: { ports: { defaults: { protocol: 'TCP' } } } },
  'rbac.authorization.k8s.io/ClusterRoleBinding': roleBinding,
  'rbac.authorization.k8s.io/RoleBinding': roleBinding,
  'scheduling.k8s.io/PriorityClass': { defaults: { preemptionPolicy: 'PreemptLowerPriority' } },
  'storage.k8s.io/CSIDriver': ofSpec({
    defaults: { attachRequired: true, volumeLifecycleModes: ['Persistent'] },
  }),
  'storage.k8s.io/StorageClass': {
    defaults: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
    fields: { parameters: texts },
  },
  'storage.k8s.io/VolumeAttributesClass': { fields: { parameters: texts } },
}

/** The template of pods in an object, wherever its kind has it. */
export function podTemplateOf(
  object: unknown,
): { readonly path: string; readonly template: unknown } | undefined {
  const kind = at(object, 'kind')
  if (kind === 'Pod') return { path: '', template: object }
  const path =
    kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template']
  const template = at(object, ...path)
  return at(template, 'spec') === undefined ? undefined : { path: `${path.join('.')}.`, template }
}
