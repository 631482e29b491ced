import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../../kubernetes/naming.ts'
import { clientLabel } from '../../../kubernetes/network/network-policy.ts'
import { podTemplate } from '../../../kubernetes/pod/pod.ts'
import { workloadContainer } from '../../../kubernetes/pod/workload-container.ts'
import { statefulSet } from '../../../kubernetes/workload/stateful-set.ts'
import { scope } from '../../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../../template/node/templated.ts'
import { certificateMount, certificateVolume } from '../../store/index.ts'
import { postgresqlPort } from '../contract.ts'
import { postgresqlExporter, socketDirectory } from '../exporter.ts'
import type { PostgresqlModel } from '../model.ts'
import { configDirectory } from '../paths.ts'
import { fastShutdown, isAlive, isReady } from '../probes.ts'
import type { PostgreSQLValues } from '../values.ts'
import { standbyName, standbySecretFile, standbySecretName } from './model.ts'
import { copyDirectory, standbyPasswordDirectory, unfinishedCopy } from './start.ts'

const { value } = scope<PostgreSQLValues>()

/** The StatefulSet of the standbys, each with a volume of its own; they are clients of the primary, too. */
export function standbySet(
  store: string,
  model: PostgresqlModel,
  primary: Naming,
  names: Naming,
): Templated<IStatefulSet> {
  const exporter = postgresqlExporter(store, model)
  return statefulSet({
    names,
    replicas: value('standbys.replicas'),
    claims: [{ name: 'data', values: value('standbys.persistence') }],
    retain: value('standbys.persistence.retain'),
    template: podTemplate({
      names,
      priority: model.priority,
      clientLabels: clientLabel(store),
      checksums: ['configmap.yaml', 'secret.yaml', standbySecretFile],
      ...(exporter.length > 0 ? { initContainers: exporter } : {}),
      containers: [container(store)],
      volumes: volumes(store, primary),
    }),
  })
}

function container(store: string): Templated<IContainer> {
  return workloadContainer({
    name: 'postgresql',
    command: ['bash', `${configDirectory}/standby.sh`],
    ports: [{ name: 'postgresql', containerPort: postgresqlPort, protocol: 'TCP' }],
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'PGDATA', value: copyDirectory },
    ],
    probes: { startup: copiesOrIsAlive, liveness: copiesOrIsAlive, readiness: isReady },
    lifecycle: { preStop: { exec: { command: fastShutdown } } },
    volumeMounts: [
      { name: 'data', mountPath: '/var/lib/postgresql' },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: standbyName, mountPath: standbyPasswordDirectory, readOnly: true },
      certificateMount(store),
      { name: 'run', mountPath: socketDirectory },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'shm', mountPath: '/dev/shm' },
    ],
  })
}

/** A copy of a large server takes longer than any probe is patient. */
const copiesOrIsAlive = {
  exec: { command: ['sh', '-c', `[ -e ${unfinishedCopy} ] || ${isAlive}`] },
}

function volumes(store: string, primary: Naming): readonly TemplatedItem<IVolume>[] {
  return [
    { name: 'config', configMap: { name: primary.fullname } },
    { name: standbyName, secret: { secretName: secretName(standbySecretName(store)) } },
    certificateVolume(store),
    { name: 'run', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
    { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: value('shmSize') } },
  ]
}
