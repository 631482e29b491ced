import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { ISecretProjection } from 'kubernetes-models/v1/SecretProjection'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { containerPorts, tcpPorts } from '../../kubernetes/network/offered-port.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import { accountSecret } from '../store/index.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { ZooKeeperValues } from './values.ts'
import { administrator, memberUser, metricsPort, ports } from './contract.ts'
import { configDirectory, dataDirectory, passwordDirectory, runDirectory } from './paths.ts'

const { value } = scope<ZooKeeperValues>()

/** The StatefulSet of a ZooKeeper ensemble. Its pods start at once: each waits for a majority. */
export function zookeeperSet(
  context: ComponentContext,
  priority: Priority,
  names: Naming,
  metrics: boolean,
): Templated<IStatefulSet> {
  return statefulSet({
    names,
    replicas: value('replicas'),
    claims: true,
    template: podTemplate({
      names,
      priority,
      checksums: ['configmap.yaml', 'secret.yaml', 'client-secrets.yaml'],
      containers: [container(metrics)],
      volumes: volumes(context, names),
    }),
  })
}

/** A probe that asks one of the four-letter words, and looks for the answer at the beginning of a line. */
function ask(word: string, answer: string) {
  const question = `exec 3<>/dev/tcp/localhost/${ports.clients} && echo ${word} >&3 && grep -q '^${answer}' <&3`
  return { exec: { command: ['bash', '-c', question] } }
}

/** A server lives without a majority, too; without one it serves nobody. */
const [isAlive, serves] = [ask('ruok', 'imok'), ask('srvr', 'Mode: ')]

const container = (metrics: boolean): Templated<IContainer> =>
  workloadContainer({
    name: 'zookeeper',
    command: ['bash', `${configDirectory}/start.sh`],
    ports: containerPorts(tcpPorts(metrics ? { ...ports, metrics: metricsPort } : ports)),
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      {
        name: 'MEMORY_LIMIT',
        valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } },
      },
    ],
    probes: { startup: isAlive, liveness: isAlive, readiness: serves },
    volumeMounts: [
      { name: 'data', mountPath: dataDirectory },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'passwords', mountPath: passwordDirectory, readOnly: true },
      { name: 'run', mountPath: runDirectory },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })

function volumes(
  { name, accounts }: ComponentContext,
  names: Naming,
): readonly TemplatedItem<IVolume>[] {
  const own: Templated<ISecretProjection> = {
    name: secretName(name),
    items: [
      { key: 'password', path: administrator },
      { key: 'quorum-password', path: memberUser },
    ],
  }
  const clients = accounts.map((account) => ({
    name: accountSecret(name, account),
    items: [{ key: 'password', path: account.name }],
  }))
  return [
    { name: 'config', configMap: { name: names.fullname } },
    { name: 'passwords', projected: { sources: [own, ...clients].map((secret) => ({ secret })) } },
    { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    { name: 'tmp', emptyDir: {} },
  ]
}
