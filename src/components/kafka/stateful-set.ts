import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { containerPorts, tcpPorts } from '../../kubernetes/network/offered-port.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import {
  certificateMount,
  certificateVolume,
  exporterVolumes,
  type ExporterOptions,
} from '../store/index.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels, edgeEnvironment } from '../../platform/connections.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { KafkaValues } from './values.ts'
import { kafkaExporter } from './exporter.ts'
import { type Mode, portsOf } from './mode.ts'
import { configDirectory, dataDirectory, runDirectory, secretDirectory } from './paths.ts'

const { value } = scope<KafkaValues>()

/** The StatefulSet of a Kafka cluster. Its pods start at once: each joins the quorum that is there. */
export function kafkaSet(
  mode: Mode,
  model: ExporterOptions & { readonly priority: Priority },
  context: ComponentContext,
  names: Naming,
): Templated<IStatefulSet> {
  const exporter = kafkaExporter(context.name, model, names)
  return statefulSet({
    names,
    replicas: value('replicas'),
    claims: true,
    template: podTemplate({
      names,
      priority: model.priority,
      clientLabels: clientLabels(context),
      checksums: ['configmap.yaml', 'secret.yaml'],
      ...(exporter.length > 0 ? { initContainers: exporter } : {}),
      containers: [container(mode, context)],
      volumes: [...volumes(context.name, names), ...exporterVolumes(context.name, model)],
    }),
  })
}

function container(mode: Mode, context: ComponentContext): Templated<IContainer> {
  const answers = { tcpSocket: { port: 'clients' } }
  return workloadContainer({
    name: 'kafka',
    command: ['bash', `${configDirectory}/start.sh`],
    ports: containerPorts(tcpPorts(portsOf(mode))),
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'LOG_DIR', value: '/tmp' }, // which the scripts of the image make otherwise
      ...edgeEnvironment(context),
    ],
    probes: { startup: isInSync, liveness: answers, readiness: answers },
    volumeMounts: [
      { name: 'data', mountPath: dataDirectory },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      certificateMount(context.name),
      { name: 'run', mountPath: runDirectory },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}

/**
 * The next pod is replaced once this one has caught up. The question starts a Java machine, which is too
 * much to ask for every few seconds: once it is answered, the port tells.
 */
const isInSync = { exec: { command: ['bash', `${configDirectory}/in-sync.sh`] } }

function volumes(name: string, names: Naming): readonly TemplatedItem<IVolume>[] {
  const items = [{ key: 'node-password', path: 'node-password' }]
  return [
    { name: 'config', configMap: { name: names.fullname } },
    { name: 'credentials', secret: { secretName: secretName(name), items } },
    certificateVolume(name),
    { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    { name: 'tmp', emptyDir: {} },
  ]
}
