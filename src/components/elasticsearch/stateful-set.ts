import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { containerPorts, tcpPorts } from '../../kubernetes/network/offered-port.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import {
  certificateVolume,
  exporterVolumes,
  hasTls,
  javaHeap,
  type ExporterOptions,
} from '../store/index.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { ElasticsearchValues } from './values.ts'
import { ports } from './contract.ts'
import { elasticsearchExporter } from './exporter.ts'
import {
  configDirectory,
  dataDirectory,
  home,
  runDirectory,
  secretDirectory,
  tlsDirectory,
} from './paths.ts'
import { snapshotMounts, snapshotVolumes } from './snapshots.ts'

const { value } = scope<ElasticsearchValues>()

/** The StatefulSet of an Elasticsearch cluster. Its pods start at once: each joins the cluster that is there. */
export function elasticsearchSet(
  name: string,
  model: ExporterOptions & { readonly priority: Priority },
  names: Naming,
): Templated<IStatefulSet> {
  const exporter = elasticsearchExporter(name, model, names)
  return statefulSet({
    names,
    replicas: value('replicas'),
    claims: true,
    template: podTemplate({
      names,
      priority: model.priority,
      checksums: ['configmap.yaml', 'secret.yaml'],
      ...(exporter.length > 0 ? { initContainers: exporter } : {}),
      containers: [container(name)],
      volumes: [...volumes(name, names), ...exporterVolumes(name, model)],
    }),
  })
}

function container(name: string): Templated<IContainer> {
  return workloadContainer({
    name: 'elasticsearch',
    command: ['tini', '--', 'bash', `${configDirectory}/start.sh`],
    ports: containerPorts(tcpPorts(ports)),
    env: environment,
    probes: {
      startup: { exec: { command: ['bash', `${configDirectory}/joined.sh`] } },
      liveness: { tcpSocket: { port: 'http' } },
      readiness: { tcpSocket: { port: 'readiness' } }, // which is open while there is a master
    },
    volumeMounts: [
      { name: 'data', mountPath: dataDirectory },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      { name: 'run', mountPath: runDirectory },
      when(hasTls(name), { name: 'tls', mountPath: tlsDirectory, readOnly: true }),
      ...snapshotMounts,
      { name: 'logs', mountPath: `${home}/logs` },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}

const environment: readonly TemplatedItem<IEnvVar>[] = [
  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'ES_PATH_CONF', value: runDirectory },
  when(value('heap'), { name: 'ES_JAVA_OPTS', value: javaHeap(value('heap')) }),
]

function volumes(name: string, names: Naming): readonly TemplatedItem<IVolume>[] {
  const items = [{ key: 'password', path: 'password' }]
  return [
    { name: 'config', configMap: { name: names.fullname } },
    { name: 'credentials', secret: { secretName: secretName(name), items } },
    certificateVolume(name),
    { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
    ...snapshotVolumes(name),
    { name: 'logs', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
  ]
}
