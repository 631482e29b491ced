import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { type Manifest, the } from '../components/rendered.ts'
import { kill, type Outcome, type Running, start } from '../programs/process.ts'

/** A cluster of Kafka's own brokers, in directories of their own, at addresses of the loopback. */
export interface Brokers {
  readonly root: string
  /** Lays out what the objects say of all nodes: the next start is by these. */
  lay(objects: readonly Manifest[]): void
  /** Starts a node; it has what it had before. */
  start(node: number): Promise<void>
  /** Stops a node as Kubernetes does. */
  stop(node: number): Promise<Outcome>
  /** Ends a node as a lost machine does. */
  crash(node: number): Promise<void>
  /** Ends once a node's own startup probe succeeds. */
  inSync(node: number): Promise<void>
  provision(): Promise<Outcome>
  /** One of Kafka's tools, as a client or as a node. */
  tool(name: Tool, login: Login, ...args: readonly string[]): Promise<Outcome>
  startTool(name: Tool, login: Login, ...args: readonly string[]): Running
  end(): Promise<void>
}

/** A client's name and password; a node's own login where it is none. */
export type Login = { readonly user: string; readonly password: string } | 'node'

/** What the charts' scripts and the tests run, by the names of the image, and their classes. */
const usualClasses = {
  'kafka-acls': 'org.apache.kafka.tools.AclCommand',
  'kafka-broker-api-versions': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  'kafka-configs': 'org.apache.kafka.tools.ConfigCommand',
  'kafka-consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-reassign-partitions': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'kafka-server-start': 'kafka.Kafka',
  'kafka-storage': 'kafka.tools.StorageTool',
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-verifiable-producer': 'org.apache.kafka.tools.VerifiableProducer',
} as const

type Tool = keyof typeof usualClasses

/** Where a cluster is, and what its version and its pods have of their own. */
export interface Place {
  /** A network of the loopback: `127.0.77`. */
  readonly network: string
  /** Environment of the pods beside what all have. */
  readonly environment?: Readonly<Record<string, string>>
  /** What a node says that ends, and that the kubelet starts again. Default: each end is an error. */
  readonly restartsAfter?: RegExp
  /** Classes of tools that its version has under other names. */
  readonly classes?: { readonly [_ in Tool]?: string }
  /** How a tool is told how to log in, where that is not by `--command-config`. */
  readonly loginOptions?: { readonly [_ in Tool]?: string }
}

/** What is called otherwise in Kafka 3.9. */
export const kafka3: Pick<Place, 'classes' | 'loginOptions'> = {
  classes: {
    'kafka-acls': 'kafka.admin.AclCommand',
    'kafka-broker-api-versions': 'kafka.admin.BrokerApiVersionsCommand',
    'kafka-configs': 'kafka.admin.ConfigCommand',
  },
  loginOptions: {
    'kafka-console-consumer': '--consumer.config',
    'kafka-verifiable-producer': '--producer.config',
  },
}

/** Nodes of what the objects of a store say, for programs made of Kafka's own jars. */
export function makeBrokers(
  first: readonly Manifest[],
  java: readonly string[],
  { network, environment: ofPods = {}, restartsAfter, classes = {}, loginOptions = {} }: Place,
): Brokers {
  let objects = first
  const nodes = (): readonly number[] =>
    Array.from(
      { length: Number(the<IStatefulSet>(objects, 'StatefulSet').spec?.replicas) },
      (_, node) => node,
    )
  const root = mkdtempSync(join(tmpdir(), 'kafka-'))
  const bin = join(root, 'bin')
  mkdirSync(bin)
  for (const [name, main] of Object.entries({ ...usualClasses, ...classes }))
    program(join(bin, `${name}.sh`), java, main)
  const running = new Map<number, Running>()
  const tools: Running[] = []
  const user = process.getuid?.()
  const toolLog = join(root, 'tools-log4j.properties')
  put(toolLog, toolLogging)
  const environment = {
    PATH: process.env['PATH'] ?? '',
    LOG_DIR: tmpdir(),
    KAFKA_LOG4J_OPTS: `-Dlog4j.configuration=file:${toolLog}`,
  }
  const folder = (name: string | number): string => join(root, String(name))
  const scripts = (configMap: string, at: string, node?: number): void => {
    const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', configMap)
    for (const [file, text] of Object.entries(data))
      put(join(folder(at), 'config', file), local(text, { folder: folder(at), bin, network, node }))
  }
  const secrets = (at: string): void => {
    for (const { file, text } of secretFiles(objects)) put(join(folder(at), file), text)
    mkdirSync(join(folder(at), 'run'), { recursive: true })
    mkdirSync(join(folder(at), 'data'), { recursive: true })
  }
  const inPod = (node: number) => ({ ...environment, ...ofPods, POD_NAME: `shop-kafka-${node}` })
  const found = (node: number): Running => {
    const one = running.get(node)
    if (!one) throw new Error(`node ${node} does not run`)
    return one
  }
  const startTool: Brokers['startTool'] = (name, login, ...args) => {
    const config =
      login === 'node' ? join(folder(0), 'run/login.properties') : clientFile(folder('job'), login)
    const port = login === 'node' ? 9094 : 9092
    const servers = nodes()
      .map((node) => `${network}.${node + 1}:${port}`)
      .join(',')
    const common = ['--bootstrap-server', servers, loginOptions[name] ?? '--command-config', config]
    const own = { ...environment, KAFKA_HEAP_OPTS: '-Xmx96m' }
    const tool = start([join(bin, `${name}.sh`), ...common, ...args], own, user)
    tools.push(tool)
    return tool
  }
  const lay = (next: readonly Manifest[]): void => {
    objects = next
    for (const node of nodes()) {
      scripts('shop-kafka', String(node), node)
      secrets(String(node))
    }
    scripts('shop-kafka-provision', 'job')
    secrets('job')
  }
  lay(first)
  return {
    root,
    lay,
    async start(node) {
      running.set(node, start(['bash', join(folder(node), 'config/start.sh')], inPod(node), user))
    },
    async stop(node) {
      found(node).process.kill('SIGTERM')
      return found(node).ended
    },
    crash: (node) => kill(found(node)),
    async inSync(node) {
      const probe = ['bash', join(folder(node), 'config/in-sync.sh')]
      for (;;) {
        const { process: child, ended } = found(node)
        if (child.exitCode !== null) {
          const { output } = await ended
          if (!restartsAfter?.test(output)) throw new Error(output)
          await wait(10_000) // as the kubelet does
          await this.start(node)
        }
        const { code } = await start(probe, inPod(node), user).ended
        if (code === 0) return
        await wait(1000)
      }
    },
    provision: () =>
      start(['bash', join(folder('job'), 'config/provision.sh')], environment, user).ended,
    tool: (name, login, ...args) => startTool(name, login, ...args).ended,
    startTool,
    async end() {
      await Promise.all([...running.values(), ...tools].map(kill))
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** What the tools of Kafka 3.9 log, as the image has it; those of Kafka 4 have another library for that. */
const toolLogging = `log4j.rootLogger=WARN, stderr
log4j.appender.stderr=org.apache.log4j.ConsoleAppender
log4j.appender.stderr.layout=org.apache.log4j.PatternLayout
log4j.appender.stderr.layout.ConversionPattern=[%d] %p %m (%c)%n
log4j.appender.stderr.Target=System.err
`

/** Three brokers and their tools share a machine of two cores. */
function program(file: string, java: readonly string[], main: string): void {
  const command = java
    .map((word) => `'${word}'`)
    .join(' ')
    .replace(/^'java'/, 'java $KAFKA_HEAP_OPTS $KAFKA_LOG4J_OPTS $KAFKA_OPTS')
  const flags = `${main === 'kafka.Kafka' ? '-Xmx256m' : ''} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC`
  writeFileSync(
    file,
    `#!/bin/bash\nexec ${command.replace('java ', `java ${flags} `)} ${main} "$@"\n`,
  )
  chmodSync(file, 0o755)
}

interface Here {
  readonly folder: string
  readonly bin: string
  readonly network: string
  readonly node?: number | undefined
}

/** A text of the chart with the paths and addresses of this machine. */
function local(text: string, { folder, bin, network, node = 0 }: Here): string {
  const paths = {
    '/etc/kafka/node': `${folder}/config`,
    '/run/secrets/kafka': `${folder}/secret`,
    '/run/secrets/clients': `${folder}/clients`,
    '/run/secrets/tls': `${folder}/tls`,
    '/etc/ssl/kafka': `${folder}/tls`,
    '/var/lib/kafka/data': `${folder}/data`,
    '/run/kafka': `${folder}/run`,
    '/opt/kafka/bin': bin,
  }
  const placed = text
    .replaceAll(/echo "shop-kafka-\$1\.[^"]*"/g, `echo "${network}.$(( $1 + 1 ))"`)
    .replaceAll('://:', `://${network}.${node + 1}:`)
    .replaceAll('getent hosts', 'echo')
  return Object.entries(paths).reduce((all, [from, to]) => all.replaceAll(from, to), placed)
}

interface SecretFile {
  readonly file: string
  readonly text: string
}

/** Secrets as their volumes show them: the cluster's own, its certificate, and the password of each client. */
function secretFiles(objects: readonly Manifest[]): readonly SecretFile[] {
  const secrets = objects.filter(({ kind }) => kind === 'Secret') as readonly Secret[]
  return secrets
    .flatMap(({ metadata: { name }, data = {} }) =>
      Object.entries(data).map(([key, encoded]) => ({
        file: places[name]?.(key) ?? `clients/${name.slice('shop-kafka-'.length)}`,
        text: Buffer.from(encoded, 'base64').toString(),
        key,
      })),
    )
    .filter(({ file, key }) => !file.startsWith('clients/') || key === 'password')
}

/** Where the keys of the cluster's own Secrets are. */
const places: Readonly<Record<string, (key: string) => string>> = {
  'shop-kafka': (key) => `secret/${key}`,
  'shop-kafka-tls': (key) => `tls/${key}`,
}

interface Secret extends Manifest {
  readonly data?: Readonly<Record<string, string>>
}

function put(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

/** How a client logs in, by TLS where the folder has a CA. */
function clientFile(folder: string, { user, password }: Exclude<Login, 'node'>): string {
  const file = join(folder, `${user}-${password.length}.properties`)
  const ca = join(folder, 'tls/ca.crt')
  const quoted = JSON.stringify(password)
  const login = `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password=${quoted};`
  const lines = [
    ...(existsSync(ca)
      ? ['security.protocol=SASL_SSL', 'ssl.truststore.type=PEM', `ssl.truststore.location=${ca}`]
      : ['security.protocol=SASL_PLAINTEXT']),
    'sasl.mechanism=SCRAM-SHA-512',
    `sasl.jaas.config=${login.replaceAll('\\', '\\\\')}`,
    'acks=all',
    '',
  ]
  writeFileSync(file, lines.join('\n'))
  return file
}
