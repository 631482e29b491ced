import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { type Manifest, the } from '../components/rendered.ts'
import { atService, type StandIn, standIn } from './at-service.ts'
import { noIpv6 } from './ipv6.ts'
import { passes, type Probed } from './probes.ts'
import { pathOf, type Programs } from './programs.ts'
import { localContainer } from './local-container.ts'
import { postgresql18 } from './postgresql-18.ts'
import { type Outcome, run, type Running, start, own } from './process.ts'

const debian = '/usr/lib/postgresql'

/**
 * PostgreSQL's programs: the server's in the image's major version where npm has them, and Debian's
 * otherwise, which keeps them out of the PATH.
 */
export const postgresqlPrograms: Programs = {
  names: ['bash', 'initdb', 'postgres', 'pg_ctl', 'pg_isready', 'psql'],
  from: 'postgresql',
  directories: [
    ...postgresql18(),
    ...(existsSync(debian)
      ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
      : []),
  ],
}

/** Debian's alone: npm has no `pg_dump`, which refuses a server that is newer than itself. */
export const postgresqlTools: Programs = {
  names: [...postgresqlPrograms.names, 'pg_dump', 'pg_dumpall', 'pg_restore'],
  from: 'postgresql',
  directories: existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
    : [],
}

/** Those of Debian alone, which has them all in one version: a copy is made by programs of the server's own. */
export const debianPostgresql: Programs = {
  names: [...postgresqlPrograms.names, 'pg_basebackup', 'pg_controldata'],
  from: 'postgresql',
  directories: postgresqlPrograms.directories?.filter((path) => path.startsWith(debian)) ?? [],
}

const loopback = noIpv6 ? '127.0.0.1' : '127.0.0.1,::1'

/**
 * What the image's entrypoint does of it, and on the loopback address only: initdb, too, wants its user
 * to have a name.
 */
const entrypoint = `#!/bin/bash
set -e
if ! whoami >/dev/null 2>&1; then
  export NSS_WRAPPER_PASSWD="$(mktemp)" NSS_WRAPPER_GROUP="$(mktemp)"
  echo "postgres:x:$UID:$UID:::" >"$NSS_WRAPPER_PASSWD"
  echo "postgres:x:$UID:" >"$NSS_WRAPPER_GROUP"
  name=(env LD_PRELOAD="$(echo /usr/lib/*/libnss_wrapper.so)")
fi
[ -s "$PGDATA/PG_VERSION" ] ||
  "\${name[@]}" initdb --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS
exec "$@" -c listen_addresses=${loopback}
`

/** A server that runs as its rendered pod says. */
export interface Server extends Probed {
  readonly running: Running
  /** Does what the pod does before it stops. */
  readonly preStop: () => Promise<Outcome>
  /** The environment of a pod's clients: the Service is this server. */
  readonly at: (environment: Readonly<Record<string, string>>) => Record<string, string>
}

/** Starts the server of the rendered objects, with its data below the root, and waits until it is ready. */
export async function startServer(
  objects: readonly Manifest[],
  root: string,
  port: number,
  user?: number,
  programs = postgresqlPrograms,
): Promise<Server> {
  const own = objects.filter(({ metadata: { name } }) => !name.endsWith('-standby'))
  const { metadata, spec } = the<IStatefulSet>(own, 'StatefulSet')
  const pod = podOf(spec?.template.spec)
  const [container] = pod.containers
  if (!container) throw new Error('the pod has no container')
  const { environment, local } = localContainer(pod, container, objects, root)
  const service = standIn(metadata?.name ?? '', container, port)
  writeEntrypoint(root, user)
  const variables = {
    LANG: 'C.UTF-8', // the image says en_US.utf8, which is not on every machine
    ...environment,
    PATH: `${join(root, 'bin')}:${pathOf(programs)}`,
    PGPORT: String(port),
  }
  const running = start(container.command?.map(local) ?? [], variables, user)
  const inside: Probed['run'] = (command) => run(command, variables)
  const server: Server = {
    running,
    container,
    run: inside,
    portOf: () => port,
    preStop: () => inside(container.lifecycle?.preStop?.exec?.command ?? []),
    at: (client) => ({ ...atServer(client, service), PATH: pathOf(programs) }),
  }
  await untilReady(server, running)
  return server
}

/** What psql needs besides, where no variable names the port or the host has another name. */
function atServer(
  environment: Readonly<Record<string, string>>,
  service: StandIn,
): Record<string, string> {
  return {
    ...atService(environment, service),
    PGHOSTADDR: '127.0.0.1',
    PGPORT: String(service.here),
  }
}

/** Runs the provisioning Job of the rendered objects against a server. */
export function provision(
  objects: readonly Manifest[],
  root: string,
  server: Server,
): Promise<Outcome> {
  const pod = podOf(the<IJob>(objects, 'Job').spec?.template.spec)
  const [container] = pod.containers
  if (!container) throw new Error('the pod has no container')
  const { environment, local } = localContainer(pod, container, objects, root)
  return run(container.command?.map(local) ?? [], server.at(environment))
}

function podOf(pod: IPodSpec | undefined): IPodSpec {
  if (!pod) throw new Error('there is no pod')
  return pod
}

function writeEntrypoint(root: string, user?: number): void {
  mkdirSync(join(root, 'bin'), { recursive: true })
  writeFileSync(join(root, 'bin/docker-entrypoint.sh'), entrypoint)
  chmodSync(join(root, 'bin/docker-entrypoint.sh'), 0o755)
  for (const directory of ['', 'tmp', 'var/lib/postgresql', 'var/run/postgresql'])
    own(join(root, directory), user)
}

/** Waits until a server takes connections. */
export async function untilReady(server: Probed, running: Running): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await passes(server, 'readiness')) return
    if (running.process.exitCode !== null) throw new Error((await running.ended).output)
    await pause(100)
  }
  throw new Error('the server does not become ready')
}

/** Where the standby of this number is to listen, and its primary does. */
export interface StandbyPlace {
  readonly ordinal: number
  readonly root: string
  readonly port: number
  readonly primary: number
}

/** Starts a standby of the rendered objects. It listens where the test says, as the program `postgres` of its PATH does. */
export function startStandby(
  objects: readonly Manifest[],
  { ordinal, root, port, primary }: StandbyPlace,
): Server {
  const { metadata, spec } = the<IStatefulSet>(objects, 'StatefulSet', 'shop-postgresql-standby')
  const pod = podOf(spec?.template.spec)
  const [container] = pod.containers
  if (!container) throw new Error('the pod has no container')
  const { environment, local } = localContainer(pod, container, objects, root)
  writeEntrypoint(root)
  const path = pathOf(debianPostgresql)
  const server = `#!/bin/sh\nPATH=${path} exec postgres "$@" -c listen_addresses=${loopback} -c port=${port}\n`
  writeFileSync(join(root, 'bin/postgres'), server)
  chmodSync(join(root, 'bin/postgres'), 0o755)
  const variables = {
    LANG: 'C.UTF-8',
    ...environment,
    POD_NAME: `${metadata?.name}-${ordinal}`,
    PATH: `${join(root, 'bin')}:${path}`,
    PGHOSTADDR: '127.0.0.1', // the primary has this name in the cluster alone
    PGPORT: String(primary),
  }
  const { PGHOSTADDR: _, ...own } = { ...variables, PGPORT: String(port) }
  const inside: Probed['run'] = (command) => run(command.map(local), own)
  return {
    running: start(container.command?.map(local) ?? [], variables),
    container,
    run: inside,
    portOf: () => port,
    preStop: () => inside(container.lifecycle?.preStop?.exec?.command ?? []),
    at: (client) => atServer(client, standIn('shop-postgresql-readonly', container, port)),
  }
}
