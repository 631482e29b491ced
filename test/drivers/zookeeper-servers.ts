import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { type Manifest, the } from '../components/rendered.ts'
import { localContainer } from '../programs/local-container.ts'
import { passes, type Probed } from '../programs/probes.ts'
import { kill, type Outcome, run, type Running, start } from '../programs/process.ts'

/** An ensemble of ZooKeeper's own servers, in directories of their own, at addresses of the loopback. */
export interface Servers {
  readonly root: string
  /** The address of a server, where clients find it at their usual port. */
  address(server: number): string
  /** Starts a server; it has what it had before. */
  start(server: number): void
  /** Stops a server as Kubernetes does. */
  stop(server: number): Promise<Outcome>
  /** Ends a server as a lost machine does. */
  crash(server: number): Promise<void>
  /** Ends when a server does. */
  ended(server: number): Promise<Outcome>
  /** Ends once a server's own readiness probe succeeds. */
  ready(server: number): Promise<void>
  /** What one of the words that a probe may ask is answered with. */
  ask(server: number, word: string): Promise<string>
  /** A command of ZooKeeper's own shell, as a user or as nobody. */
  shell(login: Login | undefined, ...command: readonly string[]): Promise<Outcome>
  /** A command of a client's container, with what its pod gives it. */
  client(command: readonly string[], environment: Readonly<Record<string, string>>): Running
  end(): Promise<void>
}

export interface Login {
  readonly user: string
  readonly password: string
}

/**
 * Lays out what the objects of a store say, for programs made of ZooKeeper's own jars, in a network of
 * the loopback: `127.0.78`.
 */
export function makeServers(
  objects: readonly Manifest[],
  java: readonly string[],
  network: string,
): Servers {
  const address = addressesIn(network)
  const root = mkdtempSync(join(tmpdir(), 'zookeeper-'))
  const bin = join(root, 'bin')
  mkdirSync(bin)
  program(join(bin, 'zkServer.sh'), java, {
    flags: '-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $JVMFLAGS',
    rest: 'org.apache.zookeeper.server.quorum.QuorumPeerMain "$ZOOCFGDIR/zoo.cfg"',
  })
  program(join(bin, 'zkCli.sh'), java, {
    flags: '-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $CLIENT_JVMFLAGS',
    rest: 'org.apache.zookeeper.ZooKeeperMain "$@"',
  })
  const path = `${bin}:${process.env['PATH'] ?? ''}`
  const user = process.getuid?.()
  const servers = Array.from(
    { length: Number(the<IStatefulSet>(objects, 'StatefulSet').spec?.replicas) },
    (_, i) => server(objects, network, i, join(root, String(i)), path),
  )
  const running = new Map<number, Running>()
  const found = (i: number): Running => {
    const one = running.get(i)
    if (!one) throw new Error(`server ${i} does not run`)
    return one
  }
  const of = (i: number): Server => {
    const one = servers[i]
    if (!one) throw new Error(`there is no server ${i}`)
    return one
  }
  return {
    root,
    address,
    start(i) {
      running.set(i, start(of(i).command, of(i).environment, user))
    },
    async stop(i) {
      found(i).process.kill('SIGTERM')
      return found(i).ended
    },
    crash: (i) => kill(found(i)),
    ended: (i) => found(i).ended,
    async ready(i) {
      while (!(await passes(of(i).probed, 'readiness'))) {
        const { process: child, ended } = found(i)
        if (child.exitCode !== null) throw new Error((await ended).output)
        await pause(500)
      }
    },
    async ask(i, word) {
      const question = `exec 3<>/dev/tcp/${address(i)}/2181; echo ${word} >&3; cat <&3`
      return (await run(['bash', '-c', question], {})).output
    },
    async shell(login, ...command) {
      const jaas = login ? jaasFile(root, login) : undefined
      const flags = jaas
        ? `-Dzookeeper.fips-mode=false -Djava.security.auth.login.config=${jaas}`
        : ''
      const all = servers.map((_, i) => `${address(i)}:2181`).join(',')
      const environment = { PATH: path, CLIENT_JVMFLAGS: flags }
      return start(['zkCli.sh', '-server', all, ...command], environment, user).ended
    },
    client: (command, environment) => start(command, { ...environment, PATH: path }, user),
    async end() {
      await Promise.all([...running.values()].map(kill))
      rmSync(root, { recursive: true, force: true })
    },
  }
}

const addressesIn =
  (network: string) =>
  (server: number): string =>
    `${network}.${server + 1}`

interface Server {
  readonly command: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly probed: Probed
}

/** One server as its pod says, at an address of its own in place of a name. */
function server(
  objects: readonly Manifest[],
  network: string,
  ordinal: number,
  root: string,
  path: string,
): Server {
  const address = addressesIn(network)(ordinal)
  const text = JSON.stringify(objects)
    .replaceAll(/echo \\"shop-zookeeper-\$1\.[^"\\]*\\"/g, `echo \\"${network}.$(( $1 + 1 ))\\"`)
    .replaceAll(/shop-zookeeper-(\d)\.[a-z.-]+/g, (_, i: string) => addressesIn(network)(Number(i)))
    .replaceAll('clientPort=', `clientPortAddress=${address}\\nclientPort=`)
    .replaceAll('metricsProvider.httpPort=', `metricsProvider.httpHost=${address}\\n$&`)
    .replaceAll('/dev/tcp/localhost/', `/dev/tcp/${address}/`)
    .replaceAll('getent hosts', 'echo')
  const local = JSON.parse(text) as readonly Manifest[] // the same objects
  const pod = the<IStatefulSet>(local, 'StatefulSet').spec?.template.spec
  const [container] = pod?.containers ?? []
  if (!pod || !container) throw new Error('the pod has no container')
  const { environment, local: here } = localContainer(pod, container, local, root)
  return {
    command: (container.command ?? []).map(here),
    environment: {
      ...environment,
      PATH: path,
      POD_NAME: `shop-zookeeper-${ordinal}`,
      MEMORY_LIMIT: '1024',
    },
    probed: { container, run: (command) => run(command.map(here), {}), portOf: () => 2181 },
  }
}

interface Main {
  readonly flags: string
  readonly rest: string
}

/** Three servers and their tools share a machine of two cores. */
function program(file: string, [, ...java]: readonly string[], { flags, rest }: Main): void {
  const options = java.map((word) => `'${word}'`).join(' ')
  writeFileSync(file, `#!/bin/bash\nexec java ${flags} ${options} ${rest}\n`)
  chmodSync(file, 0o755)
}

function jaasFile(root: string, { user, password }: Login): string {
  const file = join(root, `${user}-${password.length}.jaas`)
  const login = `username=${JSON.stringify(user)} password=${JSON.stringify(password)}`
  writeFileSync(
    file,
    `Client { org.apache.zookeeper.server.auth.DigestLoginModule required ${login}; };\n`,
  )
  return file
}
