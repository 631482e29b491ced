import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { type Manifest, the } from '../components/rendered.ts'
import { localContainer } from '../programs/local-container.ts'
import { kill, type Outcome, type Running, start } from '../programs/process.ts'
import type { Toolchain } from './toolchains.ts'

/** A ring of Cassandra's own server, in directories of their own, at addresses of the loopback. */
export interface Nodes {
  /** The address of a node, where clients find it at their usual port. */
  address(node: number): string
  /** Lays out what the objects say of a node: the next start is by these, at an address of its own. */
  lay(objects: readonly Manifest[], node: number, at?: string): void
  /** Starts a node; it has what it had before. */
  start(node: number): void
  /** Stops a node as Kubernetes does: its preStop, and then SIGTERM. */
  stop(node: number): Promise<Outcome>
  /** Ends a node as a lost machine does. */
  crash(node: number): Promise<void>
  /** Takes the volume of a node away. */
  loseVolume(node: number): void
  /** Ends once a node's own startup probe succeeds. */
  joined(node: number): Promise<void>
  /** What a node has said since its start. */
  said(node: number): string
  /** Runs the provisioning Job of these objects. */
  provision(objects: readonly Manifest[]): Promise<Outcome>
  /** Statements by Cassandra's own shell. */
  cql(node: number, login: Login, statements: string, caFile?: string): Promise<Outcome>
  /** A command of a node's image, in its container. */
  exec(node: number, ...command: readonly string[]): Promise<Outcome>
  /** A command of a client's container, with what its pod gives it. */
  client(command: readonly string[], environment: Readonly<Record<string, string>>): Running
  /** The client program. */
  driver(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Running
  end(): Promise<void>
}

export interface Login {
  readonly user: string
  readonly password: string
}

/** Nodes of the folder that Maven and pip filled, in a network of the loopback: `127.0.81`. */
export function makeNodes(
  { folder: made }: Extract<Toolchain, { folder: string }>,
  network: string,
): Nodes {
  const root = mkdtempSync(join(tmpdir(), 'cassandra-'))
  const image = join(root, 'image')
  makeImage(image, made)
  const path = [join(image, 'bin'), join(made, 'venv/bin'), process.env['PATH']].join(':')
  const user = process.getuid?.()
  const folder = (node: number): string => join(root, String(node))
  const addresses = new Map<number, string>()
  const address = (node: number): string => addresses.get(node) ?? `${network}.${node + 1}`
  const laid = new Map<number, Local>()
  const running = new Map<number, Running & { said: string }>()
  const others: Running[] = []

  /** A container of the chart as it is on this machine. */
  const local = (
    objects: readonly Manifest[],
    pod: IPodSpec | undefined,
    container: IContainer | undefined,
    at: string,
    node = 0,
  ): Local => {
    if (!pod || !container) throw new Error('the pod has no container')
    const here = JSON.parse(atLoopback(JSON.stringify(objects), network)) as typeof objects
    const { environment, local: toLocal } = localContainer(pod, container, here, at)
    return {
      container,
      local: toLocal,
      environment: {
        ...environment,
        PATH: path,
        IMAGE: image,
        POD_NAME: `shop-cassandra-${node}`,
        POD_IP: address(node),
        MEMORY_LIMIT: '512',
        JMX_PORT: String(7000 + 10 * Number(network.split('.').at(-1)) + node), // at 127.0.0.1 for all rings
      },
    }
  }
  const of = (node: number): Local => found(laid, node)
  const shell = { PATH: path, HOME: root, PYTHONWARNINGS: 'ignore' }
  const begin = (
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Running => {
    const one = start(command, environment, user)
    others.push(one)
    return one
  }
  return {
    address,
    lay(objects, node, at) {
      if (at !== undefined) addresses.set(node, at)
      const pod = the<IStatefulSet>(objects, 'StatefulSet').spec?.template.spec
      laid.set(node, local(objects, pod, pod?.containers[0], folder(node), node))
    },
    start(node) {
      const { container, local: here, environment } = of(node)
      const one = start((container.command ?? []).map(here), environment, user)
      const entry = { ...one, said: '' }
      one.process.stdout?.on('data', (text: string) => (entry.said += text))
      running.set(node, entry)
    },
    async stop(node) {
      const { container } = of(node)
      await this.exec(node, ...(container.lifecycle?.preStop?.exec?.command ?? []))
      found(running, node).process.kill('SIGTERM')
      return found(running, node).ended
    },
    crash: (node) => kill(found(running, node)),
    loseVolume(node) {
      const { local: here } = of(node)
      rmSync(here('/var/lib/cassandra'), { recursive: true })
      mkdirSync(here('/var/lib/cassandra'))
    },
    async joined(node) {
      const { container } = of(node)
      for (;;) {
        const { process: child, ended } = found(running, node)
        if (child.exitCode !== null) throw new Error((await ended).output)
        const { code } = await this.exec(node, ...(container.startupProbe?.exec?.command ?? []))
        if (code === 0) return
        await pause(1000)
      }
    },
    said: (node) => found(running, node).said,
    provision(objects) {
      const pod = the<IJob>(objects, 'Job').spec?.template.spec
      const {
        container,
        local: here,
        environment,
      } = local(objects, pod, pod?.containers[0], join(root, 'job'))
      return begin((container.command ?? []).map(here), environment).ended
    },
    cql(node, { user: name, password }, statements, caFile) {
      const file = join(root, `statements-${others.length}.cql`)
      writeFileSync(file, `${password}\n${statements}\n`)
      const ssl = caFile === undefined ? '' : '--ssl'
      const ask = `cqlsh ${address(node)} ${ssl} --no-color --username ${name} <${file}`
      return begin(['bash', '-c', ask], { ...shell, SSL_CERTFILE: caFile ?? '' }).ended
    },
    exec(node, ...command) {
      const { local: here, environment } = of(node)
      return begin(command.map(here), environment).ended
    },
    client: (command, environment) => begin(command, { ...environment, ...shell }),
    driver: (environment, ...args) =>
      begin([join(made, 'venv/bin/python'), join(made, 'client.py'), ...args], {
        ...environment,
        ...shell,
      }),
    async end() {
      await Promise.all([...running.values(), ...others].map(kill))
      rmSync(root, { recursive: true, force: true })
    },
  }
}

interface Local {
  readonly container: IContainer
  readonly environment: Readonly<Record<string, string>>
  readonly local: (text: string) => string
}

function found<T>(all: ReadonlyMap<number, T>, node: number): T {
  const one = all.get(node)
  if (one === undefined) throw new Error(`there is no node ${node}`)
  return one
}

/** Texts of the chart with addresses in place of names, and the programs where they are here. */
function atLoopback(text: string, network: string): string {
  return text
    .replaceAll(/echo \\"shop-cassandra-\$1\.[^"\\]*\\"/g, `echo \\"${network}.$(( $1 + 1 ))\\"`)
    .replaceAll('127.0.0.1', `${network}.100`)
    .replaceAll('0.0.0.0', '$POD_IP')
    .replaceAll('getent hosts', 'echo')
    .replaceAll('silent > 30', 'silent > 2')
    .replaceAll('/etc/cassandra/.', '$IMAGE/conf/.')
    .replaceAll('/opt/cassandra/', '$IMAGE/')
}

/** What the scripts of the chart find in the image, made of the jars of Maven. */
function makeImage(image: string, made: string): void {
  const jars = `${made}/jars`
  const java = (rest: string): string =>
    `exec java ${opened} -cp "$CASSANDRA_CONF:${jars}/*" ${rest}`
  mkdirSync(join(image, 'conf'), { recursive: true })
  writeFileSync(join(image, 'conf/jvm-server.options'), '# of the image\n')
  program(
    join(image, 'bin/cassandra'),
    java(
      `-Xms$MAX_HEAP_SIZE -Xmx$MAX_HEAP_SIZE ${quick} -javaagent:${jars}/jamm-0.4.0.jar ` +
        '-Dcassandra.jmx.local.port=$JMX_PORT -Dcassandra.storagedir=/nowhere -Dcassandra.logdir=/nowhere ' +
        '-Dlogback.configurationFile=logback.xml -Dcassandra-foreground=yes $JVM_EXTRA_OPTS ' +
        'org.apache.cassandra.service.CassandraDaemon',
    ),
  )
  program(
    join(image, 'bin/nodetool'),
    java(`-Xmx64m ${small} org.apache.cassandra.tools.NodeTool -p $JMX_PORT "$@"`),
  )
  program(
    join(image, 'tools/bin/hash_password'),
    `CASSANDRA_CONF=${image}/conf\n${java(`-Xmx64m ${small} org.apache.cassandra.tools.HashPassword "$@"`)}`,
  )
}

/** Three nodes and their tools share a machine of two cores. */
const small = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1'

/** Neighbours on one machine hear of each other at once, and the size of a row in memory is known. */
const quick = [
  small,
  '-Xss512k',
  '-Djava.net.preferIPv4Stack=true',
  '-Dcassandra.ring_delay_ms=3000',
  '-Dcassandra.gossip_settle_min_wait_ms=500',
  '-Dcassandra.gossip_settle_interval_ms=250',
  '-Dcassandra.memtable.row_overhead_size=181',
].join(' ')

/** What Java 17 must open to Cassandra, as the image says in jvm17-server.options. */
const opened = [
  '-Djdk.attach.allowAttachSelf=true',
  ...[
    'java.base/jdk.internal.misc',
    'java.management.rmi/com.sun.jmx.remote.internal.rmi',
    'java.rmi/sun.rmi.registry',
    'java.rmi/sun.rmi.server',
    'java.sql/java.sql',
    'java.base/java.lang.ref',
    'jdk.unsupported/sun.misc',
    'jdk.attach/sun.tools.attach',
  ].map((one) => `--add-exports ${one}=ALL-UNNAMED`),
  ...[
    'java.base/java.lang.module',
    'java.base/jdk.internal.loader',
    'java.base/jdk.internal.ref',
    'java.base/jdk.internal.reflect',
    'java.base/jdk.internal.math',
    'java.base/jdk.internal.module',
    'java.base/jdk.internal.util.jar',
    'jdk.management/com.sun.management.internal',
    'java.base/sun.nio.ch',
    'java.base/java.io',
    'java.base/java.lang.reflect',
    'java.base/java.lang',
    'java.base/java.util',
    'java.base/java.nio',
  ].map((one) => `--add-opens ${one}=ALL-UNNAMED`),
].join(' ')

function program(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/bash\n${text}\n`)
  chmodSync(file, 0o755)
}
