import { overlay } from '../../../src/helm/merge/overlay.ts'
import type { Value, Values } from '../../../src/values/value.ts'
import * as objects from './objects.ts'

/** Which Helm an upgrade fails with. */
export type Fails = 'none' | 'both' | 'Helm 3' | 'Helm 4'

/** A change of one object, or of a few, and what real upgrades on Kubernetes 1.36.3 make of it. */
export interface UpgradeCase {
  readonly name: string
  readonly from: readonly Values[]
  readonly to: readonly Values[]
  readonly fails: Fails
  /** Set where the answer depends on the cluster, so that `diff` warns, whatever this one says. */
  readonly warns?: true
}

type Change = readonly [name: string, from: Values, to: Values, fails: Fails, warns?: true]

/** Changes of one object; each side is laid over it, where `null` takes a key out. */
function of(base: Values, changes: readonly Change[]): readonly UpgradeCase[] {
  const kind = String(base['kind'])
  return changes.map(([name, from, to, fails, warns]) => ({
    name: `${kind}: ${name}`,
    from: [laid(base, from)],
    to: [laid(base, to)],
    fails,
    ...(warns && { warns }),
  }))
}

function laid(base: Values, over: Values): Values {
  return withoutNull(overlay(base, over)) as Values // a map stays one
}

function withoutNull(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNull)
  if (typeof value !== 'object') return value
  const pairs = Object.entries(value as Values).filter(([, inside]) => inside !== objects.none)
  return Object.fromEntries(pairs.map(([key, inside]) => [key, withoutNull(inside)]))
}

const { none, container, podOf, claimOf, ofTemplate } = objects
const spec = (fields: Values): Values => ({ spec: fields })
const app = (fields: Values): Values => ofTemplate({ containers: [{ ...container, ...fields }] })
const vct = (fields: Values): Values =>
  spec({ volumeClaimTemplates: [overlay(claimOf('data'), fields)] })
const storage = (size: Value): Values => ({ resources: { requests: { storage: size } } })
const way = (key: string, fields: Values): Values => spec({ [key]: fields })
const volumes = (fields: Values): Values => ofTemplate({ volumes: [{ name: 'v', ...fields }] })
const labels = (app: string): Values => ({
  selector: { matchLabels: { app } },
  template: { metadata: { labels: { app } } },
})
const variable = (fields: Values): Values => app({ env: [{ name: 'A', ...fields }] })
const http: Values = { httpGet: { port: 8080 } }

const deployment = of(objects.deployment, [
  ['another selector', {}, spec(labels('other')), 'both'],
  [
    'a label more in the selector',
    {},
    spec({
      selector: { matchLabels: { more: 'a' } },
      template: { metadata: { labels: { more: 'a' } } },
    }),
    'both',
  ],
  ['an empty list in the selector', {}, spec({ selector: { matchExpressions: [] } }), 'none'],
  ['replicas', {}, spec({ replicas: 0 }), 'none'],
  ['default strategy to Recreate', {}, way('strategy', { type: 'Recreate' }), 'Helm 4'],
  [
    'written RollingUpdate to Recreate',
    way('strategy', { type: 'RollingUpdate' }),
    way('strategy', { type: 'Recreate' }),
    'Helm 4',
  ],
  [
    'one setting of a rolling update to Recreate',
    way('strategy', { rollingUpdate: { maxSurge: 1 } }),
    way('strategy', { type: 'Recreate' }),
    'none',
  ],
  [
    'both settings of a rolling update to Recreate',
    way('strategy', { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }),
    way('strategy', { type: 'Recreate' }),
    'none',
  ],
  ['Recreate to default strategy', way('strategy', { type: 'Recreate' }), {}, 'none'],
  [
    'httpGet to tcpSocket in a probe',
    app({ livenessProbe: http }),
    app({ livenessProbe: { tcpSocket: { port: 8080 } } }),
    'none',
  ],
  [
    'httpGet with all its fields to exec',
    app({ livenessProbe: { httpGet: { port: 8080, path: '/', scheme: 'HTTP' } } }),
    app({ livenessProbe: { exec: { command: ['true'] } } }),
    'none',
  ],
  [
    'tcpSocket to httpGet in a probe',
    app({ livenessProbe: { tcpSocket: { port: 8080 } } }),
    app({ livenessProbe: http }),
    'none',
  ],
  [
    'httpGet to exec in a hook of a container',
    app({ lifecycle: { preStop: http } }),
    app({ lifecycle: { preStop: { exec: { command: ['true'] } } } }),
    'none',
  ],
  ['a probe goes', app({ livenessProbe: http }), {}, 'none'],
  [
    'configMap to secret in a volume',
    volumes({ configMap: { name: 'a' } }),
    volumes({ secret: { secretName: 'a' } }),
    'none',
  ],
  [
    'emptyDir to configMap in a volume',
    volumes({ emptyDir: {} }),
    volumes({ configMap: { name: 'a' } }),
    'none',
  ],
  [
    'no source to configMap in a volume',
    volumes({}),
    volumes({ configMap: { name: 'a' } }),
    'Helm 4',
  ],
  [
    'hostPath to emptyDir in a volume',
    volumes({ hostPath: { path: '/a' } }),
    volumes({ emptyDir: {} }),
    'none',
  ],
  [
    'emptyDir with a size to a claim',
    volumes({ emptyDir: { sizeLimit: '1Gi' } }),
    volumes({ persistentVolumeClaim: { claimName: 'a' } }),
    'none',
  ],
  [
    'projected to configMap in a volume',
    volumes({ projected: { sources: [{ configMap: { name: 'a' } }] } }),
    volumes({ configMap: { name: 'a' } }),
    'none',
  ],
  [
    'a volume of another name',
    volumes({ configMap: { name: 'a' } }),
    ofTemplate({ volumes: [{ name: 'w', secret: { secretName: 'a' } }] }),
    'none',
  ],
  [
    'value to valueFrom',
    variable({ value: 'a' }),
    variable({ valueFrom: { secretKeyRef: { name: 'a', key: 'a' } } }),
    'none',
  ],
  [
    'valueFrom to value',
    variable({ valueFrom: { secretKeyRef: { name: 'a', key: 'a' } } }),
    variable({ value: 'a' }),
    'none',
  ],
  [
    'fieldRef to value',
    variable({ valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }),
    variable({ value: 'a' }),
    'none',
  ],
  [
    'fieldRef to secretKeyRef',
    variable({ valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }),
    variable({ valueFrom: { secretKeyRef: { name: 'a', key: 'a' } } }),
    'none',
  ],
  [
    'secretKeyRef to configMapKeyRef',
    variable({ valueFrom: { secretKeyRef: { name: 'a', key: 'a' } } }),
    variable({ valueFrom: { configMapKeyRef: { name: 'a', key: 'a' } } }),
    'none',
  ],
  [
    'resourceFieldRef to value',
    variable({ valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }),
    variable({ value: 'a' }),
    'none',
  ],
  ['the account goes', ofTemplate({ serviceAccountName: 'default' }), {}, 'none'],
])

const workloads = [
  ...of(objects.daemonSet, [
    ['another selector', {}, spec(labels('other')), 'both'],
    ['default to OnDelete', {}, way('updateStrategy', { type: 'OnDelete' }), 'none'],
  ]),
  ...of(objects.replicaSet, [['another selector', {}, spec(labels('other')), 'both']]),
  ...of(objects.statefulSet, [
    ['another selector', {}, spec(labels('other')), 'both'],
    ['another service', {}, spec({ serviceName: 'other' }), 'both'],
    ['Parallel', {}, spec({ podManagementPolicy: 'Parallel' }), 'both'],
    ['OrderedReady written out', {}, spec({ podManagementPolicy: 'OrderedReady' }), 'none'],
    ['OrderedReady no longer written', spec({ podManagementPolicy: 'OrderedReady' }), {}, 'none'],
    ['another size of a claim template', {}, vct({ spec: storage('2Gi') }), 'both'],
    ['1Gi as 1024Mi', {}, vct({ spec: storage('1024Mi') }), 'none'],
    ['1Gi as a number', {}, vct({ spec: storage(1073741824) }), 'none'],
    ['volumeMode written out', {}, vct({ spec: { volumeMode: 'Filesystem' } }), 'none'],
    ['volumeMode Block', {}, vct({ spec: { volumeMode: 'Block' } }), 'both'],
    ['a class of a claim template', {}, vct({ spec: { storageClassName: 'a' } }), 'both'],
    ['an empty class of a claim template', {}, vct({ spec: { storageClassName: '' } }), 'both'],
    [
      'kind and version of a claim template written out',
      {},
      vct({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }),
      'none',
    ],
    ['labels of a claim template', {}, vct({ metadata: { labels: { a: 'b' } } }), 'both'],
    [
      'empty labels of a claim template',
      {},
      vct({ metadata: { labels: {}, annotations: {} } }),
      'none',
    ],
    ['no claim template', {}, spec({ volumeClaimTemplates: [] }), 'both'],
    ['default to OnDelete', {}, way('updateStrategy', { type: 'OnDelete' }), 'both'],
    [
      'written RollingUpdate to OnDelete',
      way('updateStrategy', { type: 'RollingUpdate' }),
      way('updateStrategy', { type: 'OnDelete' }),
      'none',
    ],
    [
      'a partition to OnDelete',
      way('updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }),
      way('updateStrategy', { type: 'OnDelete' }),
      'none',
    ],
    [
      'what may change',
      {},
      spec({
        replicas: 2,
        minReadySeconds: 5,
        revisionHistoryLimit: 3,
        ordinals: { start: 1 },
        persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' },
      }),
      'none',
    ],
  ]),
]

const cpu = (amount: Value): Values => app({ resources: { requests: { cpu: amount } } })
const rules = (action: string): Values => ({
  rules: [{ action, onExitCodes: { operator: 'In', values: [1] } }],
})

const jobs = of(objects.job, [
  ['another image', {}, app({ image: 'other:1' }), 'both'],
  ['CPU from 1 to 1000m', cpu('1'), cpu('1000m'), 'none'],
  ['CPU from 1 to 1 without quotes', cpu('1'), cpu(1), 'none'],
  ['CPU from 1 to 1001m', cpu('1'), cpu('1001m'), 'both'],
  ['CPU from 100m to 0.1', cpu('100m'), cpu('0.1'), 'none'],
  [
    'memory from 1Gi to 1024Mi',
    app({ resources: { limits: { memory: '1Gi' } } }),
    app({ resources: { limits: { memory: '1024Mi' } } }),
    'none',
  ],
  [
    'memory from 1G to 1Gi',
    app({ resources: { limits: { memory: '1G' } } }),
    app({ resources: { limits: { memory: '1Gi' } } }),
    'both',
  ],
  ['empty resources', {}, app({ resources: {} }), 'none'],
  [
    'defaults of a container written out',
    {},
    app({
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    }),
    'none',
  ],
  ['pulling always', {}, app({ imagePullPolicy: 'Always' }), 'both'],
  [
    'defaults of a pod written out',
    {},
    ofTemplate({
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      hostNetwork: false,
    }),
    'none',
  ],
  ['the default account written out', {}, ofTemplate({ serviceAccountName: 'default' }), 'both'],
  [
    'the old name of the account',
    ofTemplate({ serviceAccountName: 'a' }),
    ofTemplate({ serviceAccount: 'a' }),
    'none',
  ],
  ['service links written out', {}, ofTemplate({ enableServiceLinks: true }), 'both'],
  [
    'the protocol of a port written out',
    app({ ports: [{ containerPort: 80 }] }),
    app({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
    'none',
  ],
  ['a port more', {}, app({ ports: [{ containerPort: 80 }] }), 'both'],
  [
    'defaults of a probe written out',
    app({ livenessProbe: http }),
    app({
      livenessProbe: {
        httpGet: { port: 8080, path: '/', scheme: 'HTTP' },
        periodSeconds: 10,
        timeoutSeconds: 1,
        successThreshold: 1,
        failureThreshold: 3,
        initialDelaySeconds: 0,
      },
    }),
    'none',
  ],
  [
    'the mode of a volume written out',
    volumes({ secret: { secretName: 'a' } }),
    volumes({ secret: { secretName: 'a', defaultMode: 420 } }),
    'none',
  ],
  ['an empty directory written out', volumes({}), volumes({ emptyDir: {} }), 'none'],
  ['an empty security context of a container', {}, app({ securityContext: {} }), 'both'],
  ['stdin: false written out', {}, app({ stdin: false, tty: false }), 'none'],
  ['an empty variable', variable({}), variable({ value: '' }), 'none'],
  ['an empty node selector', {}, ofTemplate({ nodeSelector: {} }), 'none'],
  ['an empty command', {}, app({ command: [], args: [] }), 'none'],
  ['an empty affinity', {}, ofTemplate({ affinity: {} }), 'both'],
  ['labels of its pods', {}, spec({ template: { metadata: { labels: { a: 'b' } } } }), 'both'],
  ['labels of its own', {}, { metadata: { labels: { a: 'b' } } }, 'none'],
  ['completions', spec({ completions: 1 }), spec({ completions: 2 }), 'both'],
  ['completions written out', {}, spec({ completions: 1, parallelism: 1 }), 'none'],
  [
    'completions of an indexed Job alone',
    spec({ completionMode: 'Indexed', completions: 1, parallelism: 1 }),
    spec({ completionMode: 'Indexed', completions: 2, parallelism: 1 }),
    'both',
  ],
  [
    'completions of an indexed Job with its parallelism',
    spec({ completionMode: 'Indexed', completions: 1, parallelism: 1 }),
    spec({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    'none',
  ],
  ['completion mode', {}, spec({ completionMode: 'Indexed', completions: 1 }), 'both'],
  ['completion mode written out', {}, spec({ completionMode: 'NonIndexed' }), 'none'],
  [
    'pod failure policy',
    spec({ podFailurePolicy: rules('Ignore') }),
    spec({ podFailurePolicy: rules('FailJob') }),
    'both',
  ],
  ['pod failure policy, new', {}, spec({ podFailurePolicy: rules('Ignore') }), 'both'],
  [
    'backoff limit',
    {},
    spec({
      backoffLimit: 3,
      activeDeadlineSeconds: 100,
      ttlSecondsAfterFinished: 100,
      parallelism: 1,
    }),
    'none',
  ],
  [
    'managed by',
    spec({ managedBy: 'example.com/a' }),
    spec({ managedBy: 'example.com/b' }),
    'both',
  ],
  [
    'resources while it is suspended',
    spec({ suspend: true }),
    overlay(cpu('1'), spec({ suspend: true })),
    'none',
  ],
  [
    'nodes while it is suspended',
    spec({ suspend: true }),
    overlay(ofTemplate({ nodeSelector: { a: 'b' } }), spec({ suspend: true })),
    'none',
  ],
  [
    'the image while it is suspended',
    spec({ suspend: true }),
    overlay(app({ image: 'other:1' }), spec({ suspend: true })),
    'both',
  ],
  ['suspended', {}, spec({ suspend: true }), 'none'],
])

const pods = of(objects.pod, [
  ['another image', {}, podOf({ image: 'other:1' }), 'none'],
  [
    'the image of another tag that is always pulled',
    podOf({ image: 'other:latest' }),
    podOf({ image: 'other:1' }),
    'none',
  ],
  ['arguments', {}, podOf({ args: ['a'] }), 'both'],
  ['a variable', {}, podOf({ env: [{ name: 'A', value: 'a' }] }), 'both'],
  ['labels', {}, { metadata: { labels: { a: 'b' } } }, 'none'],
  ['a toleration more', {}, spec({ tolerations: [{ key: 'a', operator: 'Exists' }] }), 'none'],
  ['a toleration less', spec({ tolerations: [{ key: 'a', operator: 'Exists' }] }), {}, 'both'],
  ['a deadline', {}, spec({ activeDeadlineSeconds: 100 }), 'none'],
  [
    'a longer deadline',
    spec({ activeDeadlineSeconds: 100 }),
    spec({ activeDeadlineSeconds: 200 }),
    'both',
  ],
  ['no deadline', spec({ activeDeadlineSeconds: 100 }), {}, 'both'],
  [
    'defaults written out',
    {},
    spec({
      restartPolicy: 'Always',
      enableServiceLinks: true,
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
    }),
    'none',
  ],
  ['a restart policy', {}, spec({ restartPolicy: 'Never' }), 'both'],
  [
    'requests written out that are limits',
    podOf({ resources: { limits: { cpu: '1' } } }),
    podOf({ resources: { limits: { cpu: '1' }, requests: { cpu: '1000m' } } }),
    'none',
  ],
  ['requests', {}, podOf({ resources: { requests: { cpu: '1' } } }), 'both'],
])

const claims = of(objects.claim, [
  ['grows', {}, spec(storage('2Gi')), 'none', true],
  ['shrinks', {}, spec(storage('1Mi')), 'both'],
  ['1Gi as 1024Mi', {}, spec(storage('1024Mi')), 'none'],
  ['volumeMode written out', {}, spec({ volumeMode: 'Filesystem' }), 'none'],
  ['access modes', {}, spec({ accessModes: ['ReadWriteMany'] }), 'both'],
  ['another class', spec({ storageClassName: 'a' }), spec({ storageClassName: 'b' }), 'both'],
  ['a class, where there was none', {}, spec({ storageClassName: 'a' }), 'both', true],
  ['no class, where there was one', spec({ storageClassName: 'a' }), {}, 'both'],
  [
    'a selector',
    spec({ storageClassName: '' }),
    spec({ storageClassName: '', selector: { matchLabels: { a: 'b' } } }),
    'both',
  ],
  [
    'a source of data',
    {},
    spec({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }),
    'both',
  ],
  ['annotations', {}, { metadata: { annotations: { a: 'b' } } }, 'none'],
])

const nodes: Values = {
  nodeAffinity: {
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] },
  },
}
const persistentVolumes = of(objects.persistentVolume, [
  ['another source', {}, spec({ nfs: { server: 'a', path: '/b' } }), 'both'],
  ['another kind of source', {}, spec({ nfs: none, hostPath: { path: '/a' } }), 'both'],
  [
    'readOnly: false written out',
    {},
    spec({ nfs: { server: 'a', path: '/a', readOnly: false } }),
    'none',
  ],
  ['capacity', {}, spec({ capacity: { storage: '2Gi' } }), 'none'],
  ['volumeMode', {}, spec({ volumeMode: 'Block' }), 'both'],
  ['volumeMode written out', {}, spec({ volumeMode: 'Filesystem' }), 'none'],
  [
    'reclaim policy, class and mount options',
    {},
    spec({ persistentVolumeReclaimPolicy: 'Delete', storageClassName: 'a', mountOptions: ['ro'] }),
    'none',
  ],
  ['nodes, where there were none', {}, spec(nodes), 'none'],
  ['no nodes, where there were some', spec(nodes), {}, 'both'],
])

const services = of(objects.service, [
  ['headless', {}, spec({ clusterIP: 'None' }), 'both'],
  ['headless no longer', spec({ clusterIP: 'None' }), {}, 'none'],
  ['an address, where there was none', {}, spec({ clusterIP: '10.96.77.77' }), 'both'],
  ['LoadBalancer', {}, spec({ type: 'LoadBalancer' }), 'none'],
  ['NodePort', {}, spec({ type: 'NodePort' }), 'none'],
  ['LoadBalancer to ClusterIP', spec({ type: 'LoadBalancer' }), {}, 'none'],
  [
    'ExternalName',
    {},
    spec({ type: 'ExternalName', externalName: 'a.example.com', ports: none }),
    'none',
  ],
  [
    'headless to ExternalName',
    spec({ clusterIP: 'None' }),
    spec({ type: 'ExternalName', externalName: 'a.example.com', clusterIP: none }),
    'none',
  ],
  [
    'class of a load balancer',
    spec({ type: 'LoadBalancer', loadBalancerClass: 'example.com/a' }),
    spec({ type: 'LoadBalancer', loadBalancerClass: 'example.com/b' }),
    'both',
  ],
  [
    'class of a load balancer, new',
    spec({ type: 'LoadBalancer' }),
    spec({ type: 'LoadBalancer', loadBalancerClass: 'example.com/b' }),
    'both',
  ],
  [
    'class of a load balancer, gone',
    spec({ type: 'LoadBalancer', loadBalancerClass: 'example.com/a' }),
    spec({ type: 'LoadBalancer' }),
    'both',
  ],
  [
    'class of what becomes a load balancer',
    {},
    spec({ type: 'LoadBalancer', loadBalancerClass: 'example.com/b' }),
    'none',
  ],
  [
    'class of what is a load balancer no longer',
    spec({ type: 'LoadBalancer', loadBalancerClass: 'example.com/a' }),
    {},
    'none',
  ],
  ['another port', {}, spec({ ports: [{ port: 81 }] }), 'none'],
  ['another selector', {}, spec({ selector: { app: 'other' } }), 'none'],
  [
    'another name of a port',
    spec({ ports: [{ port: 53, name: 'a' }] }),
    spec({ ports: [{ port: 53, name: 'b' }] }),
    'none',
  ],
  ['families', spec({ ipFamilies: ['IPv4'] }), spec({ ipFamilies: ['IPv6'] }), 'both'],
])

const data = (fields: Values): Values => ({ immutable: true, data: { a: 'MQ==' }, ...fields })
const secrets = [
  ...of(objects.secret, [
    ['type', {}, { type: 'example.com/other' }, 'both'],
    ['Opaque written out', {}, { type: 'Opaque' }, 'none'],
    ['data', { data: { a: 'MQ==' } }, { data: { a: 'Mg==' } }, 'none'],
    ['data of an immutable one', data({}), data({ data: { a: 'Mg==' } }), 'both'],
    ['immutable taken back', data({}), data({ immutable: none }), 'both'],
    ['immutable made false', data({}), data({ immutable: false }), 'both'],
    ['immutable', { data: { a: 'MQ==' } }, data({}), 'none'],
    [
      'labels of an immutable one',
      data({}),
      { ...data({}), metadata: { labels: { a: 'b' } } },
      'none',
    ],
    [
      'data of an immutable one in clear',
      data({}),
      data({ data: none, stringData: { a: '1' } }),
      'none',
    ],
  ]),
  ...of(objects.configMap, [
    ['data of an immutable one', data({}), data({ data: { a: 'b' } }), 'both'],
    ['binary data of an immutable one', data({}), data({ binaryData: { b: 'MQ==' } }), 'both'],
    ['immutable taken back', data({}), data({ immutable: none }), 'both'],
    ['data', { data: { a: 'a' } }, { data: { a: 'b' } }, 'none'],
  ]),
]

const classes = [
  ...of(objects.storageClass, [
    ['provisioner', {}, { provisioner: 'example.com/b' }, 'both'],
    ['parameters', {}, { parameters: { a: 'b' } }, 'both'],
    ['no parameters, written out', {}, { parameters: {} }, 'none'],
    ['reclaim policy', {}, { reclaimPolicy: 'Retain' }, 'both'],
    ['reclaim policy written out', {}, { reclaimPolicy: 'Delete' }, 'none'],
    ['binding mode', {}, { volumeBindingMode: 'WaitForFirstConsumer' }, 'both'],
    ['binding mode written out', {}, { volumeBindingMode: 'Immediate' }, 'none'],
    ['expansion', {}, { allowVolumeExpansion: true, mountOptions: ['ro'] }, 'none'],
  ]),
  ...of(objects.priorityClass, [
    ['value', {}, { value: 2000 }, 'both'],
    ['preemption', {}, { preemptionPolicy: 'Never' }, 'both'],
    ['preemption written out', {}, { preemptionPolicy: 'PreemptLowerPriority' }, 'none'],
    ['description', {}, { description: 'a' }, 'none'],
  ]),
  ...of(objects.ingressClass, [['controller', {}, spec({ controller: 'example.com/b' }), 'both']]),
  ...of(objects.runtimeClass, [
    ['handler', {}, { handler: 'b' }, 'both'],
    ['overhead', {}, { overhead: { podFixed: { cpu: '1' } } }, 'none'],
  ]),
  ...of(objects.csiDriver, [
    ['attachRequired', {}, spec({ attachRequired: false }), 'both'],
    ['attachRequired written out', {}, spec({ attachRequired: true }), 'none'],
    ['lifecycle modes', {}, spec({ volumeLifecycleModes: ['Ephemeral'] }), 'both'],
    ['podInfoOnMount', {}, spec({ podInfoOnMount: true }), 'none'],
  ]),
  ...of(objects.volumeAttributesClass, [
    ['driver', {}, { driverName: 'example.com/b' }, 'both'],
    ['parameters', {}, { parameters: { a: 'c' } }, 'both'],
  ]),
]

const others = [
  ...of(objects.roleBinding, [
    ['role', {}, { roleRef: { name: 'edit' } }, 'both'],
    ['group of the role left out', {}, { roleRef: { apiGroup: none } }, 'none'],
  ]),
  ...of(objects.clusterRoleBinding, [['role', {}, { roleRef: { name: 'edit' } }, 'both']]),
  ...of(objects.endpointSlice, [
    ['address type', {}, { addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'] }] }, 'both'],
    ['addresses', {}, { endpoints: [{ addresses: ['10.0.0.2'] }] }, 'none'],
  ]),
  ...of(objects.resourceQuota, [
    ['scopes', spec({ scopes: ['Terminating'] }), spec({ scopes: ['NotTerminating'] }), 'both'],
    [
      'order of scopes',
      spec({ scopes: ['Terminating', 'NotBestEffort'] }),
      spec({ scopes: ['NotBestEffort', 'Terminating'] }),
      'none',
    ],
    ['amounts', {}, spec({ hard: { pods: '3' } }), 'none'],
  ]),
  ...of(objects.csiStorageCapacity, [['class', {}, { storageClassName: 'b' }, 'both']]),
  ...of(objects.customResourceDefinition, [
    ['scope', {}, spec({ scope: 'Cluster' }), 'both'],
    ['kind', {}, spec({ names: { kind: 'Other' } }), 'both'],
    [
      'a version more',
      {},
      spec({ versions: [objects.version('v1', true), objects.version('v2', false)] }),
      'none',
    ],
    ['a stored version goes', {}, spec({ versions: [objects.version('v2', true)] }), 'both'],
  ]),
  ...of(objects.resourceClaimTemplate, [
    [
      'spec',
      {},
      spec({ spec: { devices: { requests: [{ name: 'b', exactly: { deviceClassName: 'a' } }] } } }),
      'both',
    ],
  ]),
  ...of(objects.controllerRevision, [['data', {}, { data: { a: 2 } }, 'both']]),
  ...of(objects.ingress, [
    [
      'backend, host and class',
      {},
      spec({ ingressClassName: 'b', rules: [{ host: 'b.example.com' }] }),
      'none',
    ],
  ]),
  ...of(objects.cronJob, [
    [
      'another image',
      {},
      spec({
        jobTemplate: {
          spec: { template: { spec: { containers: [{ ...container, image: 'other:1' }] } } },
        },
      }),
      'none',
    ],
    [
      'configMap to secret in a volume',
      spec({
        jobTemplate: {
          spec: { template: { spec: { volumes: [{ name: 'v', configMap: { name: 'a' } }] } } },
        },
      }),
      spec({
        jobTemplate: {
          spec: { template: { spec: { volumes: [{ name: 'v', secret: { secretName: 'a' } }] } } },
        },
      }),
      'none',
    ],
  ]),
]

const list = (...all: readonly Values[]): Values => ({ apiVersion: 'v1', kind: 'List', items: all })
const lists: readonly UpgradeCase[] = [
  {
    name: 'List: the selector of a Deployment',
    from: [list(objects.deployment)],
    to: [list(overlay(objects.deployment, spec(labels('other'))))],
    fails: 'both',
  },
  {
    name: 'List: replicas of a Deployment',
    from: [list(objects.deployment)],
    to: [list(overlay(objects.deployment, spec({ replicas: 0 })))],
    fails: 'none',
  },
  {
    name: 'List: a Deployment leaves it',
    from: [list(objects.deployment)],
    to: [overlay(objects.deployment, spec(labels('other')))],
    fails: 'both',
  },
]

/** All cases. */
export const upgradeCases: readonly UpgradeCase[] = [
  ...deployment,
  ...workloads,
  ...jobs,
  ...pods,
  ...claims,
  ...persistentVolumes,
  ...services,
  ...secrets,
  ...classes,
  ...others,
  ...lists,
]
