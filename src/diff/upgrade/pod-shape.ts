/**
 * Defaults of a pod, from SetDefaults_* in pkg/apis/core/v1 of Kubernetes 1.36. What stands beside a
 * pod by admission (tolerations, the token's volume) is in no manifest and so not here.
 */
import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import { type Fields, fields, text } from '../../verify/fields.ts'
import type { Shape } from './stored.ts'

/** Texts under free keys: labels, annotations, node selectors. */
export const texts: Shape = { each: { keepsEmptyText: true }, emptyIsNone: true }

/** One number for each amount, however it is written; the API server rounds up to thousandths. */
const quantity: Shape = {
  spelling: (value) => {
    const amount = parseQuantity(value)
    return amount === undefined ? value : Math.ceil(Number((amount * 1000).toPrecision(15))) / 1000
  },
}
export const quantities: Shape = { each: quantity, emptyIsNone: true }
export const resources: Shape = {
  fields: { limits: quantities, requests: quantities },
  emptyIsNone: true,
}
export const metadata: Shape = {
  fields: { labels: texts, annotations: texts },
  emptyIsNone: true,
}

const handlers: Readonly<Record<string, Shape>> = {
  httpGet: { defaults: { path: '/', scheme: 'HTTP' } },
}
const probe: Shape = {
  zeros: [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ],
  defaults: { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  fields: handlers,
}
const fieldReferences: Readonly<Record<string, Shape>> = {
  fieldRef: { defaults: { apiVersion: 'v1' } },
  resourceFieldRef: { defaults: { divisor: '0' }, fields: { divisor: quantity } },
}

const container: Shape = {
  zeros: ['stdin', 'stdinOnce', 'tty'],
  defaults: ({ image }) => ({
    imagePullPolicy: pullPolicy(text(image)),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  }),
  fields: {
    ports: { zeros: ['hostPort'], defaults: { protocol: 'TCP' } },
    env: { fields: { valueFrom: { fields: fieldReferences } } },
    resources,
    volumeMounts: { zeros: ['readOnly'] },
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    lifecycle: { fields: { postStart: { fields: handlers }, preStop: { fields: handlers } } },
  },
}

/** `Always` for the tag `latest`, which is also that of an image without tag and digest. */
function pullPolicy(image = ''): string {
  const [, tag] = /:([^:/@]+)(?:@.*)?$/.exec(image) ?? []
  return tag === 'latest' || (tag === undefined && !image.includes('@')) ? 'Always' : 'IfNotPresent'
}

/** The specification of a claim, in an object of its own, a template or a volume. */
export const claimSpec: Shape = {
  defaults: (spec) => ({
    volumeMode: 'Filesystem',
    // Two names of one thing, each of which the API server fills from the other.
    ...(spec['dataSource'] !== undefined && { dataSourceRef: spec['dataSource'] }),
  }),
  fields: {
    resources,
    storageClassName: { keepsEmptyText: true },
    volumeAttributesClassName: { keepsEmptyText: true },
    selector: { fields: { matchLabels: texts } },
  },
}

const fileMode: Shape = { defaults: { defaultMode: 0o644 } }
const downward: Shape = { fields: { items: { fields: fieldReferences } } }
const block: Shape = { zeros: ['readOnly', 'partition'] }

/** The kinds of volumes that a pod and a PersistentVolume have in common. */
export const volumeSources: Readonly<Record<string, Shape>> = {
  awsElasticBlockStore: block,
  azureDisk: {
    defaults: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
  },
  azureFile: block,
  cephfs: block,
  cinder: block,
  fc: block,
  gcePersistentDisk: block,
  glusterfs: block,
  iscsi: { ...block, defaults: { iscsiInterface: 'default' } },
  nfs: block,
  rbd: { ...block, defaults: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' } },
  scaleIO: { ...block, defaults: { storageMode: 'ThinProvisioned', fsType: 'xfs' } },
}

const podVolumeSources: Readonly<Record<string, Shape>> = {
  ...volumeSources,
  configMap: fileMode,
  secret: fileMode,
  downwardAPI: { ...fileMode, ...downward },
  emptyDir: { fields: { sizeLimit: quantity } },
  persistentVolumeClaim: block,
  image: { defaults: ({ reference }) => ({ pullPolicy: pullPolicy(text(reference)) }) },
  ephemeral: { fields: { volumeClaimTemplate: { fields: { metadata, spec: claimSpec } } } },
  projected: {
    ...fileMode,
    fields: {
      sources: {
        fields: {
          downwardAPI: downward,
          serviceAccountToken: { defaults: { expirationSeconds: 3600 } },
        },
      },
    },
  },
}

/** The kinds of volumes that a pod may have. */
export const volumeKinds: readonly string[] = [
  ...Object.keys(podVolumeSources),
  'csi',
  'flexVolume',
  'flocker',
  'gitRepo',
  'hostPath',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'storageos',
  'vsphereVolume',
]

const volume: Shape = {
  defaults: (given) => (volumeKinds.some((kind) => kind in given) ? {} : { emptyDir: {} }),
  fields: podVolumeSources,
}

/** The specification of a pod, as it is in templates. */
export const podSpec: Shape = {
  zeros: ['hostNetwork', 'hostPID', 'hostIPC'],
  defaults: (spec) => ({
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    ...account(spec),
  }),
  fields: {
    containers: container,
    initContainers: container,
    ephemeralContainers: container,
    volumes: volume,
    nodeSelector: texts,
    resources,
    overhead: quantities,
  },
}

/** The old name of the account and the new one are filled from each other. */
function account(spec: Fields): Fields {
  const name = spec['serviceAccountName'] ?? spec['serviceAccount']
  return name === undefined ? {} : { serviceAccountName: name, serviceAccount: name }
}

/** A template of pods. */
export const podTemplate: Shape = { fields: { metadata, spec: podSpec } }

/** A bare pod, which has some defaults that templates have not. */
export const barePod: Shape = {
  ...podSpec,
  defaults: (spec) => ({
    ...fields(typeof podSpec.defaults === 'function' && podSpec.defaults(spec)),
    enableServiceLinks: true,
    ...account({ serviceAccountName: 'default', ...spec }),
  }),
  fields: {
    ...podSpec.fields,
    containers: withRequests(container),
    initContainers: withRequests(container),
  },
}

/** Limits are requests where those are not said. */
function withRequests(shape: Shape): Shape {
  const withLimits: Shape = {
    ...resources,
    finish: (given) => ({
      ...given,
      requests: { ...fields(given['limits']), ...fields(given['requests']) },
    }),
  }
  return { ...shape, fields: { ...shape.fields, resources: withLimits } }
}
