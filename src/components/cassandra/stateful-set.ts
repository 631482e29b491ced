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
import { certificateMount, certificateVolume } from '../store/index.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { CassandraValues } from './values.ts'
import { ports } from './contract.ts'
import {
  configDirectory,
  dataDirectory,
  logDirectory,
  runDirectory,
  secretDirectory,
} from './paths.ts'

const { value } = scope<CassandraValues>()

/** The StatefulSet of a Cassandra ring. Its pods start at once: each joins the ring that is there, one by one. */
export function cassandraSet(
  name: string,
  priority: Priority,
  names: Naming,
): Templated<IStatefulSet> {
  return statefulSet({
    names,
    replicas: value('replicas'),
    claims: true,
    template: podTemplate({
      names,
      priority,
      checksums: ['configmap.yaml', 'secret.yaml'],
      containers: [container(name)],
      volumes: volumes(name, names),
    }),
  })
}

/** A node listens for clients once it is in the ring with its data, and no longer once it drains. */
const serves = { tcpSocket: { port: 'clients' } }

function container(name: string): Templated<IContainer> {
  return workloadContainer({
    name: 'cassandra',
    command: ['bash', `${configDirectory}/start.sh`],
    ports: containerPorts(tcpPorts(ports)),
    env: environment,
    probes: {
      startup: { exec: { command: ['bash', `${configDirectory}/joined.sh`] } },
      liveness: serves,
      readiness: serves,
    },
    lifecycle: { preStop: { exec: { command: ['nodetool', 'drain'] } } },
    volumeMounts: [
      { name: 'data', mountPath: dataDirectory },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      certificateMount(name),
      { name: 'run', mountPath: runDirectory },
      { name: 'logs', mountPath: logDirectory },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}

const environment: readonly TemplatedItem<IEnvVar>[] = [
  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
  {
    name: 'MEMORY_LIMIT',
    valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
  },
  { name: 'CASSANDRA_CONF', value: runDirectory },
  { name: 'HOME', value: '/tmp' }, // where cqlsh and nodetool keep what was asked
]

function volumes(name: string, names: Naming): readonly TemplatedItem<IVolume>[] {
  const items = [{ key: 'password', path: 'password' }]
  return [
    { name: 'config', configMap: { name: names.fullname } },
    { name: 'credentials', secret: { secretName: secretName(name), items } },
    certificateVolume(name),
    { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
    { name: 'logs', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
  ]
}
