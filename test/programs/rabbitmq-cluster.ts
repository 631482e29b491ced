import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, the } from '../components/rendered.ts'
import { atService, standIn } from './at-service.ts'
import { noIpv6 } from './ipv6.ts'
import { localContainer } from './local-container.ts'
import { kill, type Outcome, run, type Running, start, own } from './process.ts'
import { passes, type Probed } from './probes.ts'
import { pathOf, type Programs } from './programs.ts'

/** RabbitMQ's programs: Debian's own of these names, in the PATH, want to be root. */
export const rabbitmqPrograms: Programs = {
  names: ['bash', 'epmd', 'erl', 'getent', 'rabbitmq-server', 'rabbitmqctl'],
  from: 'rabbitmq-server',
  directories: ['/usr/lib/rabbitmq/bin'],
}

/** Ports of one node. */
interface NodePorts {
  readonly amqp: number
  readonly management: number
  readonly prometheus: number
  readonly distribution: number
}

/** A node that runs as its rendered pod says. */
export interface Node extends Probed {
  readonly running: Running
  readonly ports: NodePorts
  /** The environment of a pod's clients: the Service is this node. */
  readonly at: (environment: Readonly<Record<string, string>>) => Record<string, string>
}

/** A cluster on this machine, whose nodes find each other on the loopback address. */
export interface Cluster {
  readonly root: string
  readonly epmd: Running
  readonly epmdPort: number
  readonly objects: readonly Manifest[]
  readonly ports: readonly NodePorts[]
}

/** Makes ready for the nodes of the rendered objects. */
export async function makeCluster(objects: readonly Manifest[], root: string): Promise<Cluster> {
  const replicas = Number(the<IStatefulSet>(objects, 'StatefulSet').spec?.replicas)
  const [epmdPort = 0, ...others] = await freePorts(1 + 4 * replicas)
  const ports = Array.from({ length: replicas }, (_, i) => {
    const [amqp = 0, management = 0, prometheus = 0, distribution = 0] = others.slice(4 * i)
    return { amqp, management, prometheus, distribution }
  })
  own(root)
  const address = ['-address', '127.0.0.1', '-port', String(epmdPort)]
  const epmd = start(['epmd', ...address], { PATH: pathOf(rabbitmqPrograms) })
  return { root, epmd, epmdPort, objects, ports }
}

/** Starts one node of a cluster, with its own data below the root. */
export function startNode(cluster: Cluster, ordinal: number, objects = cluster.objects): Node {
  const ports = cluster.ports[ordinal]
  if (!ports) throw new Error(`there is no node ${ordinal}`)
  const local = onLoopback(objects, ordinal, ports)
  const pod = podOf(the<IStatefulSet>(local, 'StatefulSet').spec?.template.spec)
  const container = onlyContainer(pod)
  const root = join(cluster.root, String(ordinal))
  const { environment, local: path } = localContainer(pod, container, local, root)
  for (const { mountPath } of container.volumeMounts ?? []) own(path(mountPath))
  const env = {
    ...environment,
    ...imageEnvironment(cluster, path),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `${environment['RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS']} -kernel inet_dist_use_interface {127,0,0,1}`,
  }
  const service = standIn(nameOf(objects), container, ports.amqp)
  return {
    running: start(container.command?.map(path) ?? [], env),
    ports,
    container,
    run: (command) => run(command.map(path), env),
    portOf: (name) => ports[name as keyof NodePorts], // of the container's ports
    at: (client) => ({ ...atService(client, service), PATH: pathOf(rabbitmqPrograms) }),
  }
}

/** Runs the provisioning Job of the rendered objects. */
export function provision(cluster: Cluster, objects: readonly Manifest[]): Promise<Outcome> {
  const local = onLoopback(objects, 0)
  const pod = podOf(the<IJob>(local, 'Job').spec?.template.spec)
  const container = onlyContainer(pod)
  const root = join(cluster.root, 'job')
  rmSync(root, { recursive: true, force: true })
  const { environment, local: path } = localContainer(pod, container, local, root)
  for (const { mountPath } of container.volumeMounts ?? []) own(path(mountPath))
  return run(container.command?.map(path) ?? [], {
    ...environment,
    ...imageEnvironment(cluster, path),
  })
}

/** Ends a cluster at once. */
export async function endCluster({ epmd }: Cluster, nodes: readonly Node[]): Promise<void> {
  await Promise.all(nodes.map(({ running }) => kill(running)))
  await kill(epmd)
}

/** Waits until a node is ready. */
export async function untilReady(node: Node): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    if (await passes(node, 'readiness')) return
    const { exitCode } = node.running.process
    if (exitCode !== null) throw new Error((await node.running.ended).output)
    await pause(100)
  }
  await kill(node.running)
  throw new Error((await node.running.ended).output)
}

/** What the image sets, and where Debian would otherwise look. */
function imageEnvironment(
  { epmdPort }: Cluster,
  local: (path: string) => string,
): Readonly<Record<string, string>> {
  const home = local('/var/lib/rabbitmq')
  return {
    PATH: pathOf(rabbitmqPrograms),
    HOME: home,
    LANG: 'C.UTF-8',
    RUNNING_UNDER_SYSTEMD: 'true',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(epmdPort),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_MNESIA_BASE: join(home, 'mnesia'),
    RABBITMQ_LOG_BASE: local('/var/log/rabbitmq'),
    RABBITMQ_CONFIG_FILE: local('/etc/rabbitmq/rabbitmq'),
    RABBITMQ_ENABLED_PLUGINS_FILE: local('/etc/rabbitmq/enabled_plugins'),
  }
}

/**
 * The objects with what only a cluster knows: names of nodes that resolve, the memory of a pod, and
 * ports that are free. Two settings are newer than Debian's RabbitMQ 3.10: it has no default queue
 * type for all virtual hosts, and counts the attempts to find another node.
 */
function onLoopback(
  objects: readonly Manifest[],
  ordinal: number,
  ports?: NodePorts,
): readonly Manifest[] {
  const listeners = ports
    ? `management.tcp.ip = 127.0.0.1\\nmanagement.tcp.port = ${ports.management}\\n` +
      `prometheus.tcp.ip = 127.0.0.1\\nprometheus.tcp.port = ${ports.prometheus}\\n`
    : ''
  const name = nameOf(objects)
  const listen = (kind: 'ssl' | 'tcp'): string =>
    ['127.0.0.1', ...(noIpv6 ? [] : ['::1'])]
      .map((address, i) => `listeners.${kind}.${i + 1} = ${address}:${ports?.amqp}\\n`)
      .join('')
  const text = JSON.stringify(objects)
    .replace('listeners.ssl.default = 5672\\n', listen('ssl'))
    .replaceAll(`rabbit@$(POD_NAME).${name}-headless`, `rabbit-${ordinal}@127.0.0.1`)
    .replaceAll(new RegExp(`rabbit@${name}-(\\d)\\.${name}-headless`, 'g'), 'rabbit-$1@127.0.0.1')
    .replaceAll('$(MEMORY_LIMIT)', String(2 ** 30))
    .replace(/default_queue_type = \w+\\n/, '')
    .replace('discovery_retry_limit = unlimited', 'discovery_retry_limit = 1')
    .replace('# Alarms\\n', `# Alarms\\n${listeners}`)
    .replace(/# Alarms\\n(?!.*listeners\.ssl)/, `$&${ports ? listen('tcp') : ''}`)
  return JSON.parse(text) as readonly Manifest[] // the same objects
}

function nameOf(objects: readonly Manifest[]): string {
  return the<IStatefulSet>(objects, 'StatefulSet').metadata?.name ?? ''
}

function onlyContainer({ containers }: IPodSpec): IContainer {
  const [container] = containers
  if (!container) throw new Error('the pod has no container')
  return container
}

function podOf(pod: IPodSpec | undefined): IPodSpec {
  if (!pod) throw new Error('there is no pod')
  return pod
}
