import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { containerPorts, tcpPorts } from '../../kubernetes/network/offered-port.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { headlessName } from '../../kubernetes/network/services.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import { certificateMount, certificateVolume } from '../store/index.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { RabbitMQValues } from './values.ts'
import { configDirectory, dataDirectory, secretDirectory } from './configuration.ts'
import { administrator, ports } from './contract.ts'

const { value } = scope<RabbitMQValues>()

/** The StatefulSet of a RabbitMQ cluster. Its pods start at once: each waits for another one. */
export function rabbitmqSet(
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
      containers: [container(name, names)],
      volumes: volumes(name, names),
    }),
  })
}

function container(name: string, names: Naming): Templated<IContainer> {
  return workloadContainer({
    name: 'rabbitmq',
    command: ['bash', `${configDirectory}/start.sh`],
    ports: containerPorts(tcpPorts(ports)),
    env: environment(names),
    probes: { startup: isListening, liveness: isAlive, readiness: isListening },
    lifecycle: { preStop: { exec: { command: ['bash', `${configDirectory}/pre-stop.sh`] } } },
    volumeMounts: [
      { name: 'data', mountPath: dataDirectory },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      certificateMount(name),
      { name: 'log', mountPath: '/var/log/rabbitmq' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}

function environment(names: Naming): readonly Templated<IEnvVar>[] {
  return [
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'RABBITMQ_USE_LONGNAME', value: 'true' },
    { name: 'RABBITMQ_NODENAME', value: text`rabbit@$(POD_NAME).${headlessName(names)}` },
    { name: 'RABBITMQ_DEFAULT_USER', value: administrator },
    { name: 'RABBITMQ_LOGS', value: '-' }, // to standard output
    // Without it, the watermark would be a part of the whole machine's memory.
    { name: 'MEMORY_LIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
    {
      name: 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS',
      value: '-rabbit total_memory_available_override_value $(MEMORY_LIMIT)',
    },
  ]
}

/** A node listens once it has started and joined, and no longer when it drains. */
const isListening = { tcpSocket: { port: 'amqp' } }

/** It starts an Erlang machine of its own, which is too much to ask for every few seconds. */
const isAlive = { exec: { command: ['rabbitmq-diagnostics', '--quiet', 'ping'] } }

function volumes(name: string, names: Naming): readonly TemplatedItem<IVolume>[] {
  return [
    { name: 'config', configMap: { name: names.fullname } },
    { name: 'credentials', secret: { secretName: secretName(name) } },
    certificateVolume(name),
    { name: 'log', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
  ]
}
