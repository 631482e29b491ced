import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { type Manifest, the } from '../components/rendered.ts'
import { kill, type Outcome, type Running, start } from '../programs/process.ts'
import type { Toolchain } from './toolchains.ts'

/** Nodes of Elasticsearch's own server, in directories of their own, at addresses of the loopback. */
export interface Nodes {
  /** Lays out what the objects say of a node: the next start is by these. */
  lay(objects: readonly Manifest[], node: number): void
  /** Starts a node; it has what it had before. */
  start(node: number): void
  /** Stops a node as Kubernetes does. */
  stop(node: number): Promise<Outcome>
  /** Ends a node as a lost machine does. */
  crash(node: number): Promise<void>
  /** Takes the volume of a node away. */
  loseVolume(node: number): void
  /** Ends once a node's own startup probe succeeds. */
  joined(node: number): Promise<void>
  /** Asks a node over HTTP. */
  ask(node: number, path: string, method?: string, body?: string): Promise<unknown>
  /** Whether the port of the readiness probe is open. */
  isReady(node: number): Promise<boolean>
  /** What the file of a node says. */
  readonly folder: (node: number) => string
  end(): Promise<void>
}

/** Where the nodes are. */
interface Place {
  /** A network of the loopback: `127.0.79`. */
  readonly network: string
  /** Port of the first node's readiness, which Elasticsearch takes at all addresses. */
  readonly readiness: number
}

/** Nodes of the folder that Maven filled. */
export function makeNodes(
  { folder: made, command }: Extract<Toolchain, { folder: string }>,
  place: Place = { network: '127.0.79', readiness: 9400 },
): Nodes {
  const address = (node: number): string => `${place.network}.${node + 1}`
  const readinessPort = (node: number): number => place.readiness + node
  const root = mkdtempSync(join(tmpdir(), 'elasticsearch-'))
  const running = new Map<number, Running>()
  const folder = (node: number): string => join(root, String(node))
  const environment = (node: number) => ({
    PATH: process.env['PATH'] ?? '',
    POD_NAME: `shop-elasticsearch-${node}`,
    ES_PATH_CONF: join(folder(node), 'run'),
  })
  const user = process.getuid?.()
  const found = (node: number): Running => {
    const one = running.get(node)
    if (!one) throw new Error(`node ${node} does not run`)
    return one
  }
  return {
    folder,
    lay(objects, node) {
      const at = folder(node)
      const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'shop-elasticsearch')
      for (const [file, text] of Object.entries(data))
        put(
          join(at, 'config', file),
          local(text, { folder: at, home: join(made, 'home'), node, ...place }),
        )
      put(join(at, 'secret/password'), 'administrator')
      for (const one of ['run', 'data']) mkdirSync(join(at, one), { recursive: true })
      program(join(at, 'bin/elasticsearch-keystore'), 'cat >"$ES_PATH_CONF/$4"')
      program(join(at, 'bin/elasticsearch'), withoutSecurity(command))
    },
    start(node) {
      running.set(
        node,
        start(['bash', join(folder(node), 'config/start.sh')], environment(node), user),
      )
    },
    async stop(node) {
      found(node).process.kill('SIGTERM')
      return found(node).ended
    },
    crash: (node) => kill(found(node)),
    loseVolume(node) {
      rmSync(join(folder(node), 'data'), { recursive: true })
      mkdirSync(join(folder(node), 'data'))
    },
    async joined(node) {
      for (;;) {
        const { process: child, ended } = found(node)
        if (child.exitCode !== null) throw new Error((await ended).output)
        const probe = ['bash', join(folder(node), 'config/joined.sh')]
        const { code } = await start(probe, environment(node), user).ended
        if (code === 0) return
        await wait(1000)
      }
    },
    async ask(node, path, method = 'GET', body) {
      const answer = await fetch(`http://${address(node)}:9200${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body, headers: { 'content-type': 'application/x-ndjson' } }),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.json()
    },
    isReady: (node) =>
      fetch(`http://${address(node)}:${readinessPort(node)}`).then(
        () => true,
        (error: unknown) => !String((error as { cause?: unknown }).cause).includes('ECONNREFUSED'),
      ),
    async end() {
      await Promise.all([...running.values()].map(kill))
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** What has the security is in no registry: a node of these classes does not know its settings. */
function withoutSecurity(command: readonly string[]): string {
  const [java = '', ...args] = command.map((word) => `'${word}'`)
  return `file="$ES_PATH_CONF/elasticsearch.yml"
sed --in-place '/^xpack\\./d' "$file"
exec ${java} -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${args.join(' ')}`
}

function program(file: string, text: string): void {
  put(file, `#!/bin/bash\nset -e\n${text}\n`)
  chmodSync(file, 0o755)
}

interface Here extends Place {
  readonly folder: string
  readonly home: string
  readonly node: number
}

/** A text of the chart with the paths and addresses of this machine. */
function local(text: string, { folder, home, node, network, readiness }: Here): string {
  const address = (node: number): string => `${network}.${node + 1}`
  const paths = {
    '/usr/share/elasticsearch/data': `${folder}/data`,
    '/usr/share/elasticsearch/bin': `${folder}/bin`,
    '/usr/share/elasticsearch/config': `${home}/config`,
    '/etc/elasticsearch': `${folder}/config`,
    '/run/secrets/elasticsearch': `${folder}/secret`,
    '/run/elasticsearch': `${folder}/run`,
    'path.repo: /snapshots': `path.repo: ${dirname(folder)}/snapshots`,
  }
  const placed = text
    .replaceAll(/echo "shop-elasticsearch-\$1\.[^"]*"/g, `echo "${network}.$(( $1 + 1 ))"`)
    .replaceAll(/"?\$\{POD_NAME\}\.shop-elasticsearch-headless[a-z.]*"?/g, address(node))
    .replaceAll(/shop-elasticsearch-(\d)\.shop-elasticsearch-headless[a-z.]*/g, (_, i) =>
      address(Number(i)),
    )
    .replaceAll(/^(network|http|transport)\.host: .*/gm, `$1.host: ${address(node)}`)
    .replaceAll('readiness.port: 9399', `readiness.port: ${readiness + node}`)
    .replaceAll('https://', 'http://')
    .replaceAll(/--cacert \S+ /g, '')
    .replaceAll('getent hosts', 'echo')
  return Object.entries(paths).reduce((all, [from, to]) => all.replaceAll(from, to), placed)
}

function put(file: string, text: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}
