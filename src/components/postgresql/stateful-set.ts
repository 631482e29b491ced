import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import { certificateMount, certificateVolume, type ExporterOptions } from '../store/index.ts'
import { dataVolume } from '../../kubernetes/workload/volume-claim.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { PostgreSQLValues } from './values.ts'
import { passwordFile } from './configuration.ts'
import { postgresqlPort } from './contract.ts'
import { postgresqlExporter, socketDirectory } from './exporter.ts'
import { configDirectory } from './paths.ts'
import { fastShutdown, isAlive, isReady } from './probes.ts'

const { value } = scope<PostgreSQLValues>()

/** The StatefulSet of a PostgreSQL server: one pod, since two would be two servers. */
export function postgresqlSet(
  name: string,
  model: ExporterOptions & { readonly priority: Priority },
  names: Naming,
): Templated<IStatefulSet> {
  const exporter = postgresqlExporter(name, model)
  return statefulSet({
    names,
    replicas: 1,
    template: podTemplate({
      names,
      priority: model.priority,
      checksums: ['configmap.yaml', 'secret.yaml'],
      ...(exporter.length > 0 ? { initContainers: exporter } : {}),
      containers: [container(name)],
      volumes: volumes(name, names),
    }),
  })
}

function container(name: string): Templated<IContainer> {
  return workloadContainer({
    name: 'postgresql',
    command: ['bash', `${configDirectory}/start.sh`],
    ports: [{ name: 'postgresql', containerPort: postgresqlPort, protocol: 'TCP' }],
    env: [
      // Below the volume's root, which has a lost+found; and the same for every major version, so that
      // a newer one refuses the old data rather than start with none.
      { name: 'PGDATA', value: '/var/lib/postgresql/pgdata' },
      { name: 'POSTGRES_PASSWORD_FILE', value: passwordFile },
      { name: 'POSTGRES_INITDB_ARGS', value: '--data-checksums' },
    ],
    probes: { startup: answers, liveness: answers, readiness: isReady },
    lifecycle: { preStop: { exec: { command: fastShutdown } } },
    volumeMounts: [
      { name: 'data', mountPath: '/var/lib/postgresql' },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: '/run/secrets/postgresql', readOnly: true },
      certificateMount(name),
      { name: 'run', mountPath: socketDirectory },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'shm', mountPath: '/dev/shm' },
    ],
  })
}

const answers = { exec: { command: ['sh', '-c', isAlive] } }

function volumes(name: string, names: Naming): readonly TemplatedItem<IVolume>[] {
  return [
    dataVolume(names),
    { name: 'config', configMap: { name: names.fullname } },
    { name: 'credentials', secret: { secretName: secretName(name) } },
    certificateVolume(name),
    { name: 'run', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
    { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: value('shmSize') } },
  ]
}
